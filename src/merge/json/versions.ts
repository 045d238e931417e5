/** A version that a range of package.json starts at: `^1.2.3`. */
export interface Version {
  readonly operator: string
  readonly numbers: readonly number[]
  readonly prerelease: readonly string[]
}

/** Reads an exact version, or one after `^`, `~` or `>=`; nothing from any other range, tag or address. */
export function parseVersion(text: unknown): Version | undefined {
  if (typeof text !== 'string') return undefined
  const match = /^(\^|~|>=|)(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/.exec(text)
  if (!match) return undefined
  const [, operator, major, minor, patch, prerelease] = match
  return {
    operator: operator!,
    numbers: [major, minor, patch].map(Number),
    prerelease: prerelease?.split('.') ?? [],
  }
}

/** Less than 0 if the first is the lower. https://semver.org/#spec-item-11 */
export function compareVersions(one: Version, other: Version): number {
  for (const [i, number] of one.numbers.entries()) if (number !== other.numbers[i]) return number - other.numbers[i]!
  const [first, second] = [one.prerelease, other.prerelease]
  if (first.length === 0 || second.length === 0) return second.length - first.length
  for (const [i, part] of first.entries()) {
    const order = comparePart(part, second[i])
    if (order !== 0) return order
  }
  return first.length - second.length
}

function comparePart(one: string, other: string | undefined): number {
  if (one === other) return 0
  if (other === undefined) return 1
  const [first, second] = [one, other].map((part) => /^\d+$/.test(part))
  if (first && second) return Number(one) - Number(other)
  if (first !== second) return first ? -1 : 1
  return one < other ? -1 : 1
}
