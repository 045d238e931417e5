import type { Report } from './clashes.ts'
import type { Json } from './values.ts'
import { compareVersions, parseVersion, type Version } from './versions.ts'

type Value = Json | undefined

const dependencies = /^((dev|peer|optional)?[dD]ependencies|overrides|engines)$/

/**
 * Settles a value that both sides changed. A dependency gets the higher version, behind the operator that the user chose,
 * unless the user lowered it; where the template removed it, it stays.
 */
export function mergeDependency(base: Value, ours: Json, theirs: Value, path: readonly string[], report: Report): Json {
  const clash = { path, base, ours, theirs }
  const known = path.length === 2 && dependencies.test(path[0]!)
  if (known && theirs === undefined) {
    report.stay(clash)
    return ours
  }
  const [before, our, their] = [base, ours, theirs].map(parseVersion)
  const version = known && our && their ? choose(before, our, their) : undefined
  if (!version) report.clash(clash)
  return version ? print(version) : ours
}

function choose(base: Version | undefined, ours: Version, theirs: Version): Version | undefined {
  const order = compareVersions(ours, theirs)
  if (!base) return order >= 0 || ours.numbers[0] === theirs.numbers[0] ? (order >= 0 ? ours : theirs) : undefined
  if (compareVersions(ours, base) < 0) return undefined
  const operator = ours.operator === base.operator ? theirs.operator : ours.operator
  return { ...(order > 0 ? ours : theirs), operator }
}

const print = ({ operator, numbers, prerelease }: Version): string =>
  operator + numbers.join('.') + (prerelease.length > 0 ? `-${prerelease.join('.')}` : '')
