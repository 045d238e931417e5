import { execFileSync } from 'node:child_process'

/** The tests that start paxx as a process start what is built: never an old build. */
export default function build(): void {
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
