import type { Answers } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import { code } from '../fields/type.ts'
import { toSnakeCase } from '../words.ts'
import type { Feature } from './feature.ts'
import { isFilter } from './lists.ts'

type Ids = Answers['ids']

interface Index {
  /** In the database; without the key with which it ends. */
  readonly columns: readonly string[]
  readonly unique?: boolean
}

/** The columns of a key that is made of fields. */
export const keyColumns = ({ fields, primaryKey }: Feature): readonly string[] =>
  fields.filter(({ name }) => primaryKey.includes(name)).map(({ column }) => column)

/** What indexes end with: lists are sorted by the key in the end. An integer id is in every index of SQLite already. */
const endOf = (feature: Feature, ids: Ids): readonly string[] =>
  feature.primaryKey.length > 0 ? keyColumns(feature) : ids === 'uuid' ? ['id'] : []

/** The indexes that a model declares for its table, and not for a column, by the names of its fields. */
export const tableIndexes = (feature: Feature): (readonly string[])[] =>
  feature.fields.map((field) => filterIndexOf(field, feature)).filter((index) => index !== undefined)

/** The one that a filter shares with the usual order of its list. What is unique filters for one row, and needs none. */
function filterIndexOf(field: Field, { timestamps }: Feature): readonly string[] | undefined {
  const { name, type, index, unique } = field
  if (!isFilter(field) || unique) return undefined
  if (timestamps) return [name, 'createdAt']
  return type === 'references' || index ? undefined : [name]
}

/** Those that come and go with a field. A reference has one of its own unless the key or another begins with it. */
function indexesOf(field: Field, feature: Feature): Index[] {
  const { column, type, unique } = field
  const shared = filterIndexOf(field, feature)?.map(toSnakeCase)
  const isReference = type === 'references' && column !== keyColumns(feature)[0]
  const hasOwn = unique || field.index || (isReference && !shared)
  return [...(hasOwn ? [{ columns: [column], unique }] : []), ...(shared ? [{ columns: shared }] : [])]
}

export const createIndexes = (field: Field, feature: Feature, ids: Ids): string[] =>
  indexesOf(field, feature).map((index) => createIndex(index, feature, ids))

export const dropIndexes = (field: Field, feature: Feature): string[] =>
  indexesOf(field, feature).map((index) => `await db.schema.dropIndex(${nameOf(index, feature)}).execute()`)

/** A unique one is no part of its table: SQLite can drop that, and cannot drop a column that was made unique. */
export function createIndex(index: Index, feature: Feature, ids: Ids): string {
  const { columns, unique } = index
  const all = unique ? columns : [...columns, ...endOf(feature, ids).filter((column) => !columns.includes(column))]
  const on = all.length > 1 ? `.columns(${code(all)})` : `.column(${code(all[0])})`
  const create = `await db.schema.createIndex(${nameOf(index, feature)}).on(${code(feature.names.table)})`
  return `${create}${on}${unique ? '.unique()' : ''}.execute()`
}

const nameOf = ({ columns, unique }: Index, { names }: Feature): string =>
  code(`${names.table}_${columns.join('_')}_${unique ? 'unique' : 'index'}`)
