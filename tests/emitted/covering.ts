import { randomFrom } from '../merge/random.ts'

interface Trial<Database> {
  readonly database: Database
  readonly subset: readonly string[]
}

/**
 * Subsets of extensions, each on a database, in which every two meet, each is met without the other, and each is there and not
 * there on each database: a covering array of strength two, as it hardly ever takes more than two to find a fault
 * (Kuhn, Kacker, Lei: NIST SP 800-142). Greedy, and the same for the same names.
 * @param withRequired an extension, and all that it requires
 * @param tried what is tried anyway
 */
export function coveringTrials<Database extends string>(
  extensions: readonly string[],
  databases: readonly Database[],
  withRequired: (name: string) => readonly string[],
  tried: readonly Trial<Database>[],
): Trial<Database>[] {
  const covered = new Set(tried.flatMap((trial) => pairsOf(trial, extensions)))
  const wanted = feasiblePairs(extensions, databases, withRequired)
  const fresh = (trial: Trial<Database>) =>
    pairsOf(trial, extensions).filter((pair) => !covered.has(pair) && wanted.has(pair)).length
  const random = randomFrom(1)
  const draw = (): Trial<Database> => {
    const share = 1 + random.below(5)
    const drawn = extensions.filter(() => random.below(10) < share).flatMap(withRequired)
    return { database: random.pick(databases), subset: [...new Set(drawn)].toSorted() }
  }

  const trials: Trial<Database>[] = []
  while ([...wanted].some((pair) => !covered.has(pair))) {
    const candidates = Array.from({ length: 300 }, draw).filter(({ subset }) => subset.length > 0)
    const best = candidates.reduce((one, other) => (fresh(other) > fresh(one) ? other : one))
    for (const pair of pairsOf(best, extensions)) covered.add(pair)
    trials.push(best)
  }
  return trials
}

/** What a trial has of each two: `+auth -mail`, `-auth on mysql`. */
function pairsOf({ database, subset }: Trial<string>, extensions: readonly string[]): string[] {
  const states = extensions.map((name) => `${subset.includes(name) ? '+' : '-'}${name}`)
  const two = states.flatMap((one, index) => states.slice(index + 1).map((other) => `${one} ${other}`))
  return [...two, ...states.map((one) => `${one} on ${database}`)]
}

function feasiblePairs(
  extensions: readonly string[],
  databases: readonly string[],
  withRequired: (name: string) => readonly string[],
): Set<string> {
  const two = extensions.flatMap((one, index) =>
    extensions
      .slice(index + 1)
      .flatMap((other) => [
        `+${one} +${other}`,
        `-${one} -${other}`,
        ...(withRequired(one).includes(other) ? [] : [`+${one} -${other}`]),
        ...(withRequired(other).includes(one) ? [] : [`-${one} +${other}`]),
      ]),
  )
  const each = extensions.flatMap((one) => databases.flatMap((on) => [`+${one} on ${on}`, `-${one} on ${on}`]))
  return new Set([...two, ...each])
}
