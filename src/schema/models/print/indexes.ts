import type { IndexColumn, Table } from '../../schema.ts'
import { isUnsayable } from '../../unspoken-indexes.ts'
import type { ModelEngine } from '../engines.ts'
import type { IndexOptions } from '../options.ts'
import { keyOf } from './key.ts'

/** The indexes and unique constraints of a table as its model says them. */
export interface SaidIndexes {
  /** The columns that say `unique` of themselves. */
  readonly uniqueColumns: readonly string[]
  /** The columns that have an index of their own. */
  readonly indexedColumns: readonly string[]
  /** All others, as the options of the table. */
  readonly unique: readonly (readonly string[])[]
  readonly indexes: readonly IndexOptions[]
}

type Full = Exclude<IndexOptions, readonly string[]>

/**
 * Decides where a model says each index: with its column, in a list that ends with the key, or to the letter.
 * @param key of the table, as its model has it
 */
export function sayIndexes(
  { columns, uniques, indexes: all }: Table,
  key: readonly string[],
  { hasKeyInIndexes, indexedLength }: Pick<ModelEngine, 'hasKeyInIndexes' | 'indexedLength'>,
): SaidIndexes {
  const typeOf = (name: string): string => columns.find((column) => column.name === name)?.type ?? ''
  const lengthOf: LengthOf = ({ column, length }) => {
    const usual = indexedLength?.(typeOf(column))
    return usual === length ? undefined : (length ?? sizeOf(typeOf(column)))
  }
  const indexes = all.filter((index) => !isUnsayable(index))
  const constraints = uniques.map((one): Full => ({ on: one.columns.map(keyOf), unique: true }))
  const [firsts, others] = partition([...constraints, ...indexes.map((index) => fullOptions(index, lengthOf))])
  const isRowId = hasKeyInIndexes(key.map((one) => columns.find(({ name }) => keyOf(name) === one)?.type ?? ''))
  const names = columns.map(({ name }) => keyOf(name))
  const isUnique = ({ on, unique, where }: Full): boolean =>
    unique === true && where === undefined && on.every((column) => names.includes(column))
  const said = firsts.filter((index) => !isUnique(index)).map((index) => shorten(index, isRowId ? [] : key))

  const isOfColumn = ([column, ...more]: readonly string[]): boolean => more.length === 0 && names.includes(column!)
  const unique = firsts.filter(isUnique).map(({ on }) => on)
  const lists = said.filter((index) => Array.isArray(index))
  const uniqueColumns = unique.filter(isOfColumn).flat()
  const isOwn = (on: readonly string[]): boolean => isOfColumn(on) && !uniqueColumns.includes(on[0]!)
  return {
    uniqueColumns,
    indexedColumns: lists.filter(isOwn).flat(),
    unique: unique.filter((on) => !isOfColumn(on)),
    indexes: [
      ...lists.filter((on) => !isOwn(on)),
      ...said.filter((index) => !Array.isArray(index)),
      ...others.filter((index) => !constraints.some((one) => isSame(one, index))),
    ],
  }
}

/** How many characters an index has of a column, where a model would have it otherwise. */
type LengthOf = (column: { readonly column: string; readonly length?: number }) => number | string | undefined

/** `80` of `varchar(80)`. */
const sizeOf = (type: string): string | undefined => /\((\d+)\)$/.exec(type)?.[1]

function fullOptions({ name, columns, unique, where }: Table['indexes'][number], lengthOf: LengthOf): Full {
  return {
    on: columns.map((column) => indexText(column, lengthOf)),
    ...(unique && { unique }),
    ...(where !== undefined && { where }),
    name,
  }
}

/** A column of an index in the words of a model, whose expressions are in parentheses. */
function indexText({ descending, collation, ...of }: IndexColumn, lengthOf: LengthOf): string {
  const length = 'column' in of ? lengthOf(of) : undefined
  const name = 'column' in of ? keyOf(of.column) + (length === undefined ? '' : `(${length})`) : of.expression
  const text = 'column' in of || name.includes('(') ? name : `(${name})`
  return `${text}${collation === undefined ? '' : ` collate ${collationText(collation)}`}${descending ? ' desc' : ''}`
}

const collationText = (name: string): string => (/^[a-z_]\w*$/.test(name) ? name : `"${name}"`)

const isSame = (one: Full, other: Full): boolean =>
  JSON.stringify({ ...one, name: '' }) === JSON.stringify({ ...other, name: '' })

/** The first of those that are alike but for their names, and all others: only by its name is there another. */
function partition(indexes: readonly Full[]): [firsts: Full[], others: Full[]] {
  const isFirst = (index: Full, at: number): boolean => indexes.findIndex((other) => isSame(index, other)) === at
  return [indexes.filter(isFirst), indexes.filter((index, at) => !isFirst(index, at))]
}

/** An index as a list, if it is one: it has the name that models give, and ends with the key. */
function shorten(index: Full, tail: readonly string[]): IndexOptions {
  const { on, unique, where } = index
  if (unique || where !== undefined) return index
  const whole = (begin: readonly string[]) => [...begin, ...tail.filter((column) => !begin.includes(column))]
  const short = [on.slice(0, on.length - tail.length), on].find(
    (begin) => begin.length > 0 && JSON.stringify(whole(begin)) === JSON.stringify(on),
  )
  return short ?? index
}
