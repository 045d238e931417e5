// How long the commands that a person types take in a fresh project, and what npx and tsx add: node bench/commands.ts [rounds]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { medianTimes, type Subject } from './measure.ts'

const rounds = Number(process.argv[2] ?? 9)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const cwd = path.join(folder, 'shop')
const inProject = (file: string) => path.join(cwd, 'node_modules', file)

try {
  execFileSync(process.execPath, [paxx, 'bootstrap', 'shop', '--no-git', '--package-manager', 'npm'], {
    cwd: folder,
    stdio: 'ignore',
  })
  const npx = path.join(execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim(), 'npm/bin/npx-cli.js')
  const commands: readonly (readonly [name: string, args: readonly string[]])[] = [
    ['node -e 0', ['-e', '0']],
    ['node scripts/db.ts upgrade', ['scripts/db.ts', 'upgrade']],
    ['tsx scripts/db.ts upgrade', [inProject('tsx/dist/cli.mjs'), 'scripts/db.ts', 'upgrade']],
    ['paxx db upgrade', [inProject('paxx/bin/paxx.cjs'), 'db', 'upgrade']],
    ['paxx db status', [inProject('paxx/bin/paxx.cjs'), 'db', 'status']],
    ['paxx routes', [inProject('paxx/bin/paxx.cjs'), 'routes']],
    ['paxx doctor', [inProject('paxx/bin/paxx.cjs'), 'doctor']],
    ['npx paxx db upgrade', [npx, 'paxx', 'db', 'upgrade']],
  ]
  const subjects = commands.map(([name, args]): Subject => ({ name, args, cwd }))

  console.log('| command | median | CPU |\n| --- | ---: | ---: |')
  for (const [name, { wall, cpu }] of medianTimes(subjects, rounds)) {
    console.log(`| \`${name}\` | ${wall.toFixed(0)} ms | ${cpu.toFixed(0)} ms |`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
