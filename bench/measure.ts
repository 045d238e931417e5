import { execFileSync } from 'node:child_process'

/** Something to be timed: a command, and what makes room for its next run. */
export interface Subject {
  readonly name: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly before?: () => void
}

/**
 * Times commands in turns, so that a noisy machine is noisy for all of them.
 * @returns the median wall-clock time of each, in milliseconds
 */
export function medians(subjects: readonly Subject[], rounds: number): Map<string, number> {
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]))
  for (let round = -1; round < rounds; round++) {
    for (const subject of subjects) {
      const elapsed = time(subject)
      // The first round fills caches, of the disk and of compiled code.
      if (round >= 0) times.get(subject.name)!.push(elapsed)
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

function time({ args, cwd, before }: Subject): number {
  before?.()
  const started = performance.now()
  execFileSync(process.execPath, args, { cwd, stdio: 'ignore', env: { ...process.env, CI: '1' } })
  return performance.now() - started
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Prints a Markdown table: each time, and how many times the first one it is. */
export function report(title: string, results: Map<string, number>): void {
  const [first] = results.values()
  console.log(`\n## ${title}\n\n| command | median | ratio |\n| --- | ---: | ---: |`)
  for (const [name, ms] of results) console.log(`| ${name} | ${ms.toFixed(0)} ms | ${(ms / first!).toFixed(2)} |`)
}
