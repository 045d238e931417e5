import { constraintName } from '../constraint-name.ts'
import type { Index, IndexColumn } from '../schema.ts'
import type { ModelEngine } from './engines.ts'
import type { IndexOptions } from './options.ts'
import type { LinkedTable } from './references.ts'
import { columnNamed, keyOf } from './table.ts'

/** An index before it has a name, its columns as a model calls them. */
interface Draft {
  readonly on: readonly string[]
  /** What follows them: the key, by which rows are sorted in the end. */
  readonly tail: readonly string[]
  readonly unique: boolean
  readonly where?: string
  readonly name?: string
}

/**
 * The indexes of a table: those of its columns, and then its own.
 * @param taken names of other indexes of the database; those of these are added
 * @throws UsageError for one of a column that is not there
 */
export function indexesOf(table: LinkedTable, taken: Set<string>, engine: ModelEngine): Index[] {
  const own = ownDrafts(table, engine)
  return [...columnDrafts(table, own, engine), ...own].filter(isFirst).map(({ on, tail, unique, where, name }) => {
    const columns = [...on, ...tail.filter((column) => !on.includes(column))].map((text) => indexColumn(text, table))
    const words = columns.slice(0, on.length).map(wordOf)
    const known = name ?? constraintName(table.name, words, unique ? 'unique' : 'index', taken)
    taken.add(known)
    return { name: known, columns, unique, ...(where !== undefined && { where }) }
  })
}

function ownDrafts(table: LinkedTable, engine: ModelEngine): Draft[] {
  const { indexes = [], unique = [] } = table.options
  return [
    ...indexes.map((index) => (isList(index) ? plain(index, table, engine) : { unique: false, ...index, tail: [] })),
    ...unique.map((on) => ({ on, tail: [], unique: true })),
  ]
}

/** A reference has an index, of its own unless the key or another index begins with it, or it says that it has none. */
function columnDrafts(table: LinkedTable, own: readonly Draft[], engine: ModelEngine): Draft[] {
  const leading = [keyOf(table)[0], ...own.filter(({ where }) => where === undefined).map(({ on }) => on[0])]
  return table.columns.flatMap(({ key, options: { unique, index, references } }) => {
    if (unique) return [{ on: [key], tail: [], unique }]
    return (index ?? (references !== undefined && !leading.includes(key))) ? [plain([key], table, engine)] : []
  })
}

const isList = (index: IndexOptions): index is readonly string[] => Array.isArray(index)

/** An integer key is the number of its row, which SQLite has at the end of every index. */
function plain(on: readonly string[], table: LinkedTable, { hasRowId }: ModelEngine): Draft {
  const key = keyOf(table)
  const isRowId =
    hasRowId && key.length === 1 && table.columns.some((one) => one.key === key[0] && one.column.type === 'integer')
  return { on, tail: isRowId ? [] : key, unique: false }
}

const isFirst = (draft: Draft, index: number, drafts: readonly Draft[]): boolean =>
  drafts.findIndex((other) => JSON.stringify(other) === JSON.stringify(draft)) === index

const pattern = /^(?<of>.*?)(?: collate (?<collation>\w+))?(?: (?:asc|(?<descending>desc)))?$/i

/** A column, or an expression: that has parentheses. */
function indexColumn(text: string, table: LinkedTable): IndexColumn {
  const { of = '', collation, descending } = pattern.exec(text.trim())!.groups!
  const order = { descending: descending !== undefined, ...(collation && { collation: collation.toLowerCase() }) }
  if (of.includes('(')) return { expression: of, ...order }
  return { column: columnNamed(of, table, 'an index').column.name, ...order }
}

const wordOf = (column: IndexColumn): string =>
  'column' in column ? column.column : column.expression.match(/\w+/g)!.join('_')
