import type { Dialect } from '../dialect.ts'
import type { Check, Column, ForeignKey, Table } from '../schema.ts'
import type { Inventor } from './inventor.ts'

const rows = 3
const attempts = 8

/** Asks the database. */
type All = (sql: string) => Promise<readonly unknown[]>

type Identifier = Dialect['sql']['identifier']

/** Values that checks take, by the names of their columns. */
type Allowed = ReadonlyMap<string, readonly string[]>

/**
 * Puts a few rows into each table, with values that its checks speak of, and null where the last row can have it. What the
 * database does not take stays out: nobody knows what every check asks for.
 * @param tables each after those that it refers to
 */
export async function makeRows(tables: readonly Table[], dialect: Dialect, all: All): Promise<void> {
  for (const table of tables) {
    const allowed = new Map<string, readonly string[]>()
    for (const column of table.columns) allowed.set(column.name, await allowedIn(column, table, dialect, all))
    for (let row = 0; row < rows; row++) {
      for (const sql of new Set(insertions(table, row, allowed, dialect))) if (await works(sql, all)) break
    }
  }
}

const works = async (sql: string, all: All): Promise<boolean> =>
  await all(sql).then(
    () => true,
    () => false,
  )

/** Of the values that the checks of a column speak of, those that they take; all of them where none can be told. */
async function allowedIn(column: Column, table: Table, dialect: Dialect, all: All): Promise<readonly string[]> {
  const { mentions, inventor, sql } = dialect
  const { typed, valuesOf } = inventor
  const checks = table.checks.filter(({ expression }) => mentions(expression, column.name))
  if (checks.length === 0) return []
  const spoken = [...new Set([...literalsIn(checks, dialect), ...valuesOf(column, 1)])]
  const others = table.columns.filter(({ name }) => name !== column.name)
  const own = checks.filter(({ expression }) => !others.some(({ name }) => mentions(expression, name)))
  const condition = own.map(({ expression }) => `(${expression})`).join(' and ') || '1 = 1'
  const taken: string[] = []
  for (const value of spoken) {
    const row = `select ${typed(value, column.type)} as ${sql.identifier(column.name)}`
    const found = await all(`select 1 from (${row}) as ${sql.identifier(table.name)} where ${condition}`).catch(
      () => [],
    )
    if (found.length > 0) taken.push(value)
  }
  return taken.length > 0 ? taken : spoken
}

/** One row, as often as it is tried: with other values each time. */
function insertions(table: Table, row: number, allowed: Allowed, { inventor, sql }: Dialect): string[] {
  const { identifier } = sql
  return Array.from({ length: attempts }, (_, attempt) => {
    const columns = table.columns.filter(
      ({ generated, default: usual }) => !generated && (usual === undefined || attempt < attempts - 2),
    )
    const values = columns.map((column, place) =>
      valueOf(column, table, { row, attempt, place, allowed }, inventor, identifier),
    )
    const names = columns.map(({ name }) => identifier(name))
    return `insert into ${identifier(table.name)} (${names.join(', ')}) values (${values.join(', ')})`
  })
}

interface At {
  readonly row: number
  readonly attempt: number
  /** Of the column among those of its table. */
  readonly place: number
  readonly allowed: Allowed
}

function valueOf(
  column: Column,
  table: Table,
  { row, attempt, place, allowed }: At,
  { counted, isCounted, valuesOf }: Inventor,
  identifier: Identifier,
): string {
  const isOdd = attempt % 2 === 1
  const isKey = table.primaryKey?.columns.includes(column.name)
  if (isCounted(column, table)) return counted
  if (column.nullable && !isKey && row === rows - 1 && !isOdd) return 'null'
  const key = table.foreignKeys.find(({ columns }) => columns.includes(column.name))
  if (key) return referred(column, key, isOdd ? 0 : row, identifier)
  const spoken = allowed.get(column.name)!
  // What comes later is more, where it is not the same.
  const values = spoken.length > 0 && attempt < attempts / 2 ? spoken : valuesOf(column, row + 1 + attempt * place)
  return values[(row + attempt) % values.length]!
}

/** What a row of another table has, by its place among them. */
function referred({ name }: Column, key: ForeignKey, row: number, identifier: Identifier): string {
  const wanted = key.references[key.columns.indexOf(name)]
  if (wanted === undefined) return 'null'
  const [target, own] = [identifier(key.table), identifier(wanted)]
  // MySQL does not read what it writes, unless that is put aside.
  const rowsOf = `select ${own} from ${target} order by ${key.references.map(identifier).join(', ')} limit 1 offset ${row}`
  return `(select ${own} from (${rowsOf}) as referred)`
}

/** The values that checks speak of, those beside a number, and texts of as many characters. */
function literalsIn(checks: readonly Check[], { tokenize }: Dialect): string[] {
  return checks.flatMap(({ expression }) =>
    tokenize(expression).flatMap(({ kind, text }, at, tokens) => {
      if (kind === 'string') return [text]
      if (kind !== 'number') return []
      const sign = tokens[at - 1]?.symbol === '-' ? -1 : 1
      const number = sign * Number(text)
      const isLength = Number.isInteger(number) && number > 0 && number <= 1_000
      const least = [number, number + 1, number - 1].map(String)
      return isLength ? [...least, ...['1', '2', '3'].map((digit) => `'${digit.repeat(number)}'`)] : least
    }),
  )
}
