import { execFileSync } from 'node:child_process'

/** Something to be timed: a command, and what makes room for its next run. */
export interface Subject {
  readonly name: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly before?: () => void
}

/** How long something took, in milliseconds. */
export interface Time {
  readonly wall: number
  /** Of all of its processes. */
  readonly cpu: number
}

/**
 * Times commands in turns, so that a noisy machine is noisy for all of them.
 * @returns the median wall-clock time of each, in milliseconds
 */
export const medians = (subjects: readonly Subject[], rounds: number): Map<string, number> =>
  inTurns(subjects, rounds, time)

/** Times commands in turns, by the clock and by the work that they make: the median of each. */
export function medianTimes(subjects: readonly Subject[], rounds: number): Map<string, Time> {
  const work = new Map(subjects.map(({ name }) => [name, [] as number[]]))
  const walls = inTurns(subjects, rounds, (subject) => {
    const { wall, cpu } = timeWork(subject)
    work.get(subject.name)!.push(cpu)
    return wall
  })
  return new Map([...walls].map(([name, wall]) => [name, { wall, cpu: median(work.get(name)!.slice(1)) }]))
}

function inTurns(
  subjects: readonly Subject[],
  rounds: number,
  measure: (subject: Subject) => number,
): Map<string, number> {
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]))
  for (let round = -1; round < rounds; round++) {
    for (const subject of subjects) {
      const elapsed = measure(subject)
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

/** The shell says in its last line what its children took: `0m0.52s 0m0.10s`. */
export function timeWork({ args, cwd, before }: Subject): Time {
  before?.()
  const started = performance.now()
  const said = execFileSync('sh', ['-c', '"$@" >/dev/null 2>&1 || exit; times', 'sh', process.execPath, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CI: '1' },
  })
  const wall = performance.now() - started
  const [user = 0, system = 0] = [
    ...said
      .trim()
      .split('\n')
      .at(-1)!
      .matchAll(/(\d+)m([\d.]+)s/g),
  ].map(([, minutes, seconds]) => (Number(minutes) * 60 + Number(seconds)) * 1_000)
  return { wall, cpu: user + system }
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Prints a Markdown table: each time, and how many times the first one it is. */
export function report(title: string, results: Map<string, number>): void {
  const [first] = results.values()
  console.log(`\n## ${title}\n\n| command | median | ratio |\n| --- | ---: | ---: |`)
  for (const [name, ms] of results) console.log(`| ${name} | ${ms.toFixed(0)} ms | ${(ms / first!).toFixed(2)} |`)
}
