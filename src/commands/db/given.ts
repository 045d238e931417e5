import { UsageError } from '../../errors.ts'
import type { Difference } from '../../schema/difference.ts'
import type { Renamed, RenamedColumn } from '../../schema/renames.ts'

/** What the command line says of what two schemas do not say. */
export interface Given {
  /** `orders=purchases`, `orders.total=orders.total_cents` */
  readonly rename: readonly string[]
  /** `orders`, `orders.total` */
  readonly drop: readonly string[]
  /** `orders.total=0`, `orders.agent_id=(customer_id)`, `orders.status:lost=void` */
  readonly fill: readonly string[]
}

/** For a command's declaration. */
export const givenOptions = {
  rename: {
    type: 'string',
    array: true,
    default: [] as string[],
    nargs: 1,
    describe: 'old=new, of a table or a column: orders.total=orders.total_cents',
  },
  drop: {
    type: 'string',
    array: true,
    default: [] as string[],
    nargs: 1,
    describe: 'A table or a column that goes, and is not renamed: orders.total',
  },
  fill: {
    type: 'string',
    array: true,
    default: [] as string[],
    nargs: 1,
    describe:
      "What rows get that would have nothing, table.column=value or table.column='(SQL)'; or in the place of a value that goes, table.column:old=new",
  },
} as const

/** @throws UsageError for a table that does not go, or that becomes one which does not come */
export function readTableRenames({ rename }: Given, { tables }: Difference): Renamed[] {
  return rename.map(split).flatMap(([from, to]) => {
    if (!tables.dropped.some(({ name }) => name === from)) return []
    if (tables.added.some(({ name }) => name === to)) return [{ from, to }]
    throw unknown('RENAME_UNKNOWN', `\`--rename ${from}=${to}\`: no table ${to} comes.`, tables.added.map(nameOf))
  })
}

/** @throws UsageError for a column that does not go, or that becomes one which does not come */
export function readColumnRenames(
  { rename }: Given,
  { altered }: Difference,
  tables: readonly Renamed[],
): RenamedColumn[] {
  return rename.map(split).flatMap(([from, to]) => {
    if (tables.some((table) => table.from === from)) return []
    const found = altered
      .flatMap(({ to: table, columns }) => columns.dropped.map((column) => ({ table: table.name, columns, column })))
      .find(({ table, column }) => spellings(table, column.name, tables).includes(from))
    const going = altered.flatMap(({ to: table, columns }) =>
      columns.dropped.map(({ name }) => `${table.name}.${name}`),
    )
    if (!found) throw unknown('RENAME_UNKNOWN', `\`--rename ${from}=${to}\`: ${from} does not go.`, going)
    const { table, columns, column } = found
    const added = columns.added.find(({ name }) => [name, ...spellings(table, name, tables)].includes(to))
    if (added) return [{ table, from: column.name, to: added.name }]
    const coming = columns.added.map(({ name }) => `${table}.${name}`)
    throw unknown('RENAME_UNKNOWN', `\`--rename ${from}=${to}\`: no column ${to} comes.`, coming)
  })
}

/** @throws UsageError for what does not go */
export function checkDrops({ drop }: Given, { tables }: Difference, { altered }: Difference): void {
  const columns = altered.flatMap(({ from, columns: { dropped } }) => dropped.map(({ name }) => `${from.name}.${name}`))
  const going = [...tables.dropped.map(nameOf), ...columns]
  const stranger = drop.find((name) => !going.includes(name))
  if (stranger !== undefined) throw unknown('DROP_UNKNOWN', `\`--drop ${stranger}\`: it does not go.`, going)
}

/** @throws UsageError for what has no `=` */
export function split(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new UsageError('BAD_ARGUMENTS', `\`${text}\` needs a \`=\`.`, 'As in --rename orders.total=orders.total_cents')
}

/** A column by the table's new name and its old. */
const spellings = (table: string, column: string, tables: readonly Renamed[]): string[] =>
  [table, ...tables.filter(({ to }) => to === table).map(({ from }) => from)].map((name) => `${name}.${column}`)

const nameOf = ({ name }: { readonly name: string }): string => name

export const unknown = (code: string, message: string, known: readonly string[]): UsageError =>
  new UsageError(
    code,
    message,
    known.length > 0 ? `It could be: ${known.join(', ')}.` : 'There is nothing of the kind.',
  )
