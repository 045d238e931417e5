import { type Candidate, renamedColumns, renamedTables } from '../../schema/candidates.ts'
import { compare } from '../../schema/compare.ts'
import type { Dialect } from '../../schema/dialect.ts'
import type { Difference } from '../../schema/difference.ts'
import { fillKey, type MissingFill, missingFills } from '../../schema/fills.ts'
import type { Answered } from '../../schema/migration.ts'
import { rename } from '../../schema/rename.ts'
import { noRenames, type Renamed, type Renames } from '../../schema/renames.ts'
import type { Schema } from '../../schema/schema.ts'
import { readFills } from './fills.ts'
import { checkDrops, type Given, readColumnRenames, readTableRenames } from './given.ts'

/** Who says what only a person knows. */
export interface Person {
  /** What something that goes became; nothing if it just goes. */
  readonly whatBecame: (candidates: readonly Candidate[]) => Promise<(string | undefined)[]>
  /** What the rows get, as SQL. */
  readonly whatFills: (columns: readonly MissingFill[]) => Promise<string[]>
}

/** Both sides of a migration, and what was decided about them. */
export interface Decided {
  readonly from: Schema
  readonly to: Schema
  readonly answered: Answered
}

/**
 * Decides what two schemas do not say: what was renamed, and what rows get where they would have nothing. What the
 * command line gave comes first, and then the person is asked.
 * @param target the schema to reach, once what is renamed has its new names
 * @throws UsageError for what was given and does not fit
 */
export async function decide(
  from: Schema,
  target: (renamed: Schema) => Schema,
  given: Given,
  person: Person,
  dialect: Dialect,
): Promise<Decided> {
  const after = (renames: Renames): Difference => {
    const renamed = rename(from, renames, dialect)
    return compare(renamed, target(renamed), dialect)
  }

  const untouched = after(noRenames)
  const givenTables = readTableRenames(given, untouched)
  const openTables = undecided(renamedTables(untouched, dialect), givenTables, given)
  const tables = [...givenTables, ...(await settle(openTables, person))]

  const between = tables.length > 0 ? after({ tables, columns: [] }) : untouched
  checkDrops(given, untouched, between)
  const givenColumns = readColumnRenames(given, between, tables)
  const openColumns = undecided(renamedColumns(between, dialect), givenColumns, given)
  const columns = [...givenColumns, ...(await settle(openColumns, person))]

  const renames = { tables, columns: columns.map(({ table = '', ...names }) => ({ table, ...names })) }
  const settled = columns.length > 0 ? after(renames) : between
  const renamed = rename(from, renames, dialect)
  const to = target(renamed)
  const fills = readFills(given, { from: renamed, to, difference: settled }, dialect)
  const missing = missingFills(settled, fills)
  const values = missing.length > 0 ? await person.whatFills(missing) : []
  const answers = missing.map(({ table, column }, index) => [fillKey(table, column.name), values[index]!] as const)
  return {
    from,
    to,
    answered: { renames, fills: new Map([...fills, ...answers]) },
  }
}

/** A renamed table, or a renamed column of one. */
type Settled = Renamed & { readonly table?: string }

function undecided(candidates: readonly Candidate[], settled: readonly Settled[], { drop }: Given): Candidate[] {
  const isSettled = ({ table, from }: Candidate): boolean =>
    drop.includes(table === undefined ? from : `${table}.${from}`) ||
    settled.some((one) => one.table === table && one.from === from)
  return candidates
    .filter((candidate) => !isSettled(candidate))
    .map(({ to, ...candidate }) => ({ ...candidate, to: to.filter((name) => !isTaken(name, candidate, settled)) }))
    .filter(({ to }) => to.length > 0)
}

const isTaken = (name: string, { table }: Pick<Candidate, 'table'>, settled: readonly Settled[]): boolean =>
  settled.some((one) => one.table === table && one.to === name)

async function settle(candidates: readonly Candidate[], person: Person): Promise<Settled[]> {
  const names = candidates.length > 0 ? await person.whatBecame(candidates) : []
  return candidates.flatMap((candidate, index) => {
    const to = names[index]
    return to === undefined ? [] : [{ ...candidate, to }]
  })
}
