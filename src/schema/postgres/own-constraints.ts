import type { Changed } from '../difference.ts'
import type { Check, Index } from '../schema.ts'
import type { Step } from '../step.ts'
import { mentions, sameExpression } from './expression.ts'
import type { TableImpact } from './impact.ts'
import { addConstraint, dropConstraint, validateConstraint } from './name-constraint.ts'
import type { Moved, Staying } from './staying.ts'
import { adopt, hits, noSuccessors, renameIndex, stepAside, successorsOf } from './successors.ts'

export interface OwnChanges extends Moved {
  /** The columns of the keys that go, or make room. */
  readonly keys: ReadonlySet<string>
  /** Those of the keys that come. */
  readonly newKeys: ReadonlySet<string>
}

/** The keys, checks and indexes of a table that go and come, and those that must make room for a while. */
export function ownChanges({ from, to, difference }: Staying, impact: TableImpact): OwnChanges {
  const { lost, converted } = impact
  const isHit = (names: Iterable<string>, set: ReadonlySet<string>): boolean => [...names].some((name) => set.has(name))
  const within = (texts: readonly string[], set: ReadonlySet<string>): boolean =>
    [...set].some((name) => texts.some((text) => mentions(text, name)))

  const [oldKey, key] = [from.primaryKey, to.primaryKey]
  const isOtherKey = difference?.primaryKey === true
  const losesKey = oldKey !== undefined && isHit(oldKey.columns, lost)
  const uniques = {
    dropped: difference?.uniques.dropped ?? [],
    added: difference?.uniques.added ?? [],
    again: to.uniques.filter(({ columns, include = [] }) => isHit([...columns, ...include], lost)),
  }
  const { checks, validated } = validations(difference?.checks ?? { dropped: [], added: [] }, (check) =>
    within([check.expression], union(lost, converted)),
  )
  const checksAgain = to.checks.filter(
    (check) => !difference?.checks.added.includes(check) && within([check.expression], union(lost, converted)),
  )
  const indexes = difference?.indexes ?? { dropped: [], added: [] }
  const indexesAgain = to.indexes.filter(
    (index) => !indexes.added.includes(index) && (hits(index, lost) || (isParticular(index) && hits(index, converted))),
  )

  const oldChecks = from.checks.filter(
    (check) => checks.dropped.includes(check) || checksAgain.some((one) => isSameCheck(one, check)),
  )
  const oldIndexes = from.indexes.filter(
    (index) => indexes.dropped.includes(index) || indexesAgain.some(({ name }) => name === index.name),
  )
  const oldUniques = uniques.dropped.filter(({ columns, include = [] }) => !isHit([...columns, ...include], lost))
  const { adopting, renamed, late } = difference ? successorsOf(difference, impact) : noSuccessors
  const staying = new Set([...adopting.values(), ...renamed.values(), ...late])
  const aside = stepAside(late, [...indexes.added, ...uniques.added], to.name)
  const freshUniques = [...uniques.added, ...uniques.again.filter((one) => !uniques.added.includes(one))]
  const comesKey = key !== undefined && (isOtherKey || losesKey)
  return {
    dropped: [
      ...aside.dropped,
      ...oldChecks
        .filter(({ expression }) => !within([expression], lost))
        .map((check) => dropConstraint(from.name, { kind: 'check', ...check })),
      ...oldIndexes
        .filter((index) => !hits(index, lost) && !staying.has(index))
        .map(({ name }): Step => ({ kind: 'dropIndex', table: from.name, index: name })),
      ...oldUniques
        .filter((unique) => !staying.has(unique))
        .map((unique) => dropConstraint(from.name, { kind: 'unique', ...unique })),
      ...(oldKey && isOtherKey && !losesKey ? [dropConstraint(from.name, { kind: 'primary_key', ...oldKey })] : []),
    ],
    added: [
      ...[...indexes.added, ...indexesAgain].map((index) => {
        const there = renamed.get(index)
        return there ? renameIndex(there.name, index.name) : createIndex(to.name, index)
      }),
      ...(comesKey ? [addConstraint(to.name, { kind: 'primary_key', ...key })] : []),
      ...freshUniques.map((unique) => {
        const index = adopting.get(unique)
        return index ? adopt(to.name, unique, index.name) : addConstraint(to.name, { kind: 'unique', ...unique })
      }),
      ...validated.map((check) => validateConstraint(to.name, { kind: 'check', ...check })),
      ...[...checks.added, ...checksAgain].map((check) => addConstraint(to.name, { kind: 'check', ...check })),
      ...aside.added,
    ],
    keys: new Set([
      ...(oldKey && (isOtherKey || losesKey) ? [oldKey.columns.join('\0')] : []),
      ...[...uniques.dropped, ...uniques.again].map(({ columns }) => columns.join('\0')),
      ...oldIndexes.filter((index) => index.unique && (late.has(index) || !staying.has(index))).map(plainColumns),
    ]),
    newKeys: new Set([
      ...(comesKey ? [key.columns.join('\0')] : []),
      ...freshUniques.map(({ columns }) => columns.join('\0')),
      ...indexes.added.filter(({ unique }) => unique).map(plainColumns),
    ]),
  }
}

const createIndex = (table: string, index: Index): Step => ({ kind: 'createIndex', table, index })

/** The checks that only are to hold for the rows from before as well, apart from those that go and come. */
function validations({ dropped, added }: Changed<Check>, isMoved: (check: Check) => boolean) {
  const isValidated = (old: Check, check: Check): boolean =>
    old.isNotValid === true && !check.isNotValid && !isMoved(old) && isSameCheck(old, check)
  const validated = dropped.filter((old) => added.some((check) => isValidated(old, check)))
  return {
    validated,
    checks: {
      dropped: dropped.filter((old) => !validated.includes(old)),
      added: added.filter((check) => !validated.some((old) => isValidated(old, check))),
    },
  }
}

const union = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> => new Set([...one, ...other])

const plainColumns = ({ columns }: Index): string =>
  columns.map((column) => ('column' in column ? column.column : '')).join('\0')

/** Whether an index says what only some types can do. */
const isParticular = ({ columns, where, method }: Index): boolean =>
  where !== undefined ||
  method !== undefined ||
  columns.some((column) => 'expression' in column || column.opclass !== undefined || column.collation !== undefined)

const isSameCheck = (one: Check, other: Check): boolean => sameExpression(one.expression, other.expression)
