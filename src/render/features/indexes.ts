import { UsageError } from '../../errors.ts'
import { constraintName } from '../../schema/constraint-name.ts'
import { engines } from '../../schema/models/engines.ts'
import type { Engine, Index } from '../../schema/schema.ts'
import type { Answers } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import { toSnakeCase } from '../words.ts'
import { columnTypeOf, idType } from './column-type.ts'
import type { Feature } from './feature.ts'
import { isFilter } from './lists.ts'
import { columnsOf, uniquesOf } from './owned.ts'

/** The columns of a key that is made of fields. */
export const keyColumns = ({ fields, primaryKey }: Feature): readonly string[] =>
  primaryKey.map((key) => fields.find(({ name }) => name === key)!.column)

/** The indexes that a model declares for its table, and not for a column, by the names of its fields. */
export const tableIndexes = (feature: Feature): (readonly string[])[] =>
  columnsOf(feature)
    .map((field) => filterIndexOf(field, feature))
    .filter((index) => index !== undefined)

/** The one that a filter shares with the usual order of its list. What is unique filters for one row, and needs none. */
function filterIndexOf(field: Field, { timestamps }: Feature): readonly string[] | undefined {
  const { name, type, index, unique } = field
  if (!isFilter(field) || unique) return undefined
  if (timestamps) return [name, 'createdAt']
  return type === 'references' || index ? undefined : [name]
}

/** The indexes of a feature's table, in the database's own names. */
export function indexesOf(feature: Feature, ids: Answers['ids'], engine: Engine): Index[] {
  const drafts: Draft[] = [
    ...columnsOf(feature).flatMap((field) => fieldIndexes(field, feature)),
    ...uniquesOf(feature).map((names) => ({ columns: names.map(toSnakeCase), unique: true })),
    ...(feature.timestamps ? [{ columns: ['created_at'], unique: false }] : []),
  ]
  const taken = new Set<string>()
  return drafts.map(({ columns, unique }) => {
    const name = constraintName(feature.names.table, columns, unique ? 'unique' : 'index', taken)
    taken.add(name)
    const all = unique
      ? columns
      : [...columns, ...endOf(feature, ids, engine).filter((column) => !columns.includes(column))]
    return { name, unique, columns: all.map((column) => indexColumn(column, unique, feature, ids, engine)) }
  })
}

interface Draft {
  /** Without the key with which it ends. */
  readonly columns: readonly string[]
  readonly unique: boolean
}

/** Those that come and go with a field. A reference has one of its own unless the key or another begins with it. */
function fieldIndexes(field: Field, feature: Feature): Draft[] {
  const { column, type, unique } = field
  const shared = filterIndexOf(field, feature)?.map(toSnakeCase)
  const leading = [keyColumns(feature)[0], ...uniquesOf(feature).map(([first]) => toSnakeCase(first!))]
  const isReference = type === 'references' && !leading.includes(column)
  const hasOwn = unique || field.index || (isReference && !shared)
  return [...(hasOwn ? [{ columns: [column], unique }] : []), ...(shared ? [{ columns: shared, unique: false }] : [])]
}

/** What indexes end with, where the database does not: lists are sorted by the key in the end. */
function endOf(feature: Feature, ids: Answers['ids'], engine: Engine): readonly string[] {
  const key = feature.primaryKey.length > 0 ? keyColumns(feature) : ['id']
  return engines[engine].hasKeyInIndexes(key.map(() => idType(ids, engine))) ? [] : key
}

/** As much of a column as an index has room for. */
function indexColumn(column: string, unique: boolean, { fields }: Feature, ids: Answers['ids'], engine: Engine) {
  const field = fields.find((one) => one.column === column)
  const length = field && engines[engine].indexedLength?.(columnTypeOf(field, ids, engine))
  if (length !== undefined && unique) {
    throw new UsageError(
      'FIELD_INVALID',
      `\`${field!.name}\` is to be unique, and MySQL cannot tell texts of more than 768 characters apart by an index.`,
      `Give it a greatest length: ${field!.name}:string=768:unique`,
    )
  }
  return { column, descending: false, ...(length !== undefined && { length }) }
}
