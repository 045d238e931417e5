import { constraintName } from '../constraint-name.ts'
import type { Index, IndexColumn } from '../schema.ts'
import type { ModelEngine } from './engines.ts'
import { fail } from './fail.ts'
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
    if (where !== undefined && !engine.hasPartialIndexes) throw noPartialIndex(table)
    const columns = [...on, ...tail.filter((column) => !on.includes(column))].map((text) =>
      indexColumn(text, table, unique, engine),
    )
    const words = columns.slice(0, on.length).map(wordOf)
    const known = name ?? constraintName(table.name, words, unique ? 'unique' : 'index', taken)
    taken.add(known)
    return { name: known, columns, unique, ...(where !== undefined && { where }) }
  })
}

const noPartialIndex = ({ file, name }: LinkedTable) =>
  fail(
    'MODEL_INDEX_PARTIAL',
    file,
    `an index of \`${name}\` has some rows only, and MySQL has no such indexes`,
    'Leave `where` out. What is unique in some rows only is so in a computed column that is null in the others.',
  )

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

function plain(on: readonly string[], table: LinkedTable, { hasKeyInIndexes }: ModelEngine): Draft {
  const key = keyOf(table)
  const types = key.map((name) => table.columns.find((one) => one.key === name)?.column.type ?? '')
  return { on, tail: hasKeyInIndexes(types) ? [] : key, unique: false }
}

const isFirst = (draft: Draft, index: number, drafts: readonly Draft[]): boolean =>
  drafts.findIndex((other) => JSON.stringify(other) === JSON.stringify(draft)) === index

const pattern = /^(?<of>.*?)(?: collate (?:(?<collation>\w+)|"(?<exact>[^"]+)"))?(?: (?:asc|(?<descending>desc)))?$/i

/** A column, or an expression: that has parentheses. */
function indexColumn(text: string, table: LinkedTable, isUnique: boolean, engine: ModelEngine): IndexColumn {
  const { of = '', collation, exact = collation?.toLowerCase(), descending } = pattern.exec(text.trim())!.groups!
  const order = { descending: descending !== undefined, ...(exact !== undefined && { collation: exact }) }
  const beginning = beginningOf(of, table, engine)
  if (beginning) return { ...beginning, ...order }
  if (of.includes('(')) return { expression: of, ...order }
  const { column } = columnNamed(of, table, 'an index')
  const length = engine.indexedLength?.(column.type)
  if (length !== undefined && isUnique) {
    throw fail(
      'MODEL_UNIQUE_TOO_LONG',
      table.file,
      `\`${of}\` is to be unique, and MySQL cannot tell texts of more than 768 characters apart by an index`,
      'Give it a greatest length: z.string().max(768).',
    )
  }
  return { column: column.name, ...order, ...(length !== undefined && { length }) }
}

/** As many characters of a column: `title(20)`. */
function beginningOf(text: string, { columns }: LinkedTable, { indexedLength }: ModelEngine) {
  const [, key, length] = (indexedLength && /^(.+)\((\d+)\)$/.exec(text)) ?? []
  const found = columns.find((one) => one.key === key)
  return found && { column: found.column.name, length: Number(length) }
}

const wordOf = (column: IndexColumn): string =>
  'column' in column ? column.column : column.expression.match(/\w+/g)!.join('_')
