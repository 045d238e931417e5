import { code } from '../../schema/print/code.ts'
import type { Feature, Features } from '../features/feature.ts'
import { tableIndexes } from '../features/indexes.ts'
import { columnsOf, isOwned, ownColumns, owner, uniquesOf } from '../features/owned.ts'
import type { Field } from '../fields/field.ts'
import { printField } from '../fields/print.ts'
import { readColumn } from './read-column.ts'
import { type ModelSource, readModel } from './read-model.ts'
import { splitList, tokenize } from './tokens.ts'

/** A field that a model has otherwise than `paxx.json` does; nothing where one of them has none. */
export interface FieldDifference {
  readonly field: string
  readonly answers: string | undefined
  readonly models: string | undefined
}

/** What a model says, in the words of `paxx.json`. */
export interface ModelComparison {
  readonly fields: readonly Field[]
  readonly differences: readonly FieldDifference[]
  /** What no field says: it stays as it is. */
  readonly leftAlone: readonly string[]
  /** Indexes that would come with its fields. */
  readonly lacking: readonly string[]
}

const generated = new Set(['id', 'createdAt', 'updatedAt'])

/**
 * Compares the source of a model with its feature, and runs nothing of it.
 * @returns nothing where it has no model that can be read
 */
export function compareModel(source: string, feature: Feature, features: Features): ModelComparison | undefined {
  const model = readModel(source, feature.names.Singular)
  if (!model) return undefined
  const columns = columnsOf(feature)
  const own = ownColumns(feature).map(({ name }) => name)
  const isUnique = uniqueIn(model, feature)
  const read = [...model.columns]
    .filter(([name]) => !generated.has(name) && !own.includes(name))
    .map(([name, column]) => {
      const known = feature.fields.find((field) => field.name === name)
      const field = readColumn(
        name,
        column,
        columns.find((one) => one.name === name),
        features,
      )
      return { name, column, known, field: field && { ...field, unique: field.unique || isUnique(name) } }
    })
  const fields = read.flatMap(({ field, known }) => field ?? known ?? [])
  const gone = feature.fields.filter(({ name }) => !model.columns.has(name))
  const differences = [
    ...read.map(({ name, known, field }) => difference(name, known, field ?? known)),
    ...gone.map((field) => difference(field.name, field, undefined)),
  ]
  const options = compareOptions(model, { ...feature, fields })
  return {
    fields,
    differences: differences.filter(({ answers, models }) => answers !== models),
    leftAlone: [
      ...read.filter(({ field }) => !field).map(({ name, column }) => `${name}: ${join(column)}`),
      ...model.others.map(join),
      ...options.leftAlone,
    ],
    lacking: options.lacking,
  }
}

const difference = (field: string, answers: Field | undefined, models: Field | undefined): FieldDifference => ({
  field,
  answers: answers && printField(answers),
  models: models && printField(models),
})

/** Whether a model says of its table that a column is unique together with the owner. */
function uniqueIn({ options }: ModelSource, feature: Feature): (name: string) => boolean {
  const lists = isOwned(feature) ? listsIn(options.get('unique')) : []
  return (name) => lists.includes(listOf([owner.name, name]))
}

/** The members of a list. */
const listsIn = (list: readonly string[] = []): string[] => splitList(list.slice(1, -1)).map(join)

/** A list of names, as one would write it. */
const listOf = (names: readonly string[]): string => join(tokenize(code(names)))

/** What a model says of its table, and its fields do not; and the other way round. */
function compareOptions(
  { isBare, options }: ModelSource,
  feature: Feature,
): Pick<ModelComparison, 'leftAlone' | 'lacking'> {
  const [rendered, together] = [tableIndexes(feature), uniquesOf(feature)].map((lists) => lists.map(listOf))
  const indexes = listsIn(options.get('indexes'))
  const key = options.get('primaryKey')
  const uniques = listsIn(options.get('unique'))
  const others = [...options].filter(([name]) => !['indexes', 'primaryKey', 'unique'].includes(name))
  return {
    leftAlone: [
      ...(isBare === feature.timestamps ? [isBare ? 'bareTable' : 'table'] : []),
      ...(key && join(key) !== join(tokenize(code(feature.primaryKey))) ? [`primaryKey: ${join(key)}`] : []),
      ...indexes.filter((index) => !rendered!.includes(index)).map((index) => `indexes: ${index}`),
      ...uniques.filter((names) => !together!.includes(names)).map((names) => `unique: ${names}`),
      ...others.map(([name, value]) => `${name}: ${join(value)}`),
    ],
    lacking: rendered!.filter((index) => !indexes.includes(index)),
  }
}

/** Tokens as one would write them, nearly. */
const join = (tokens: readonly string[]): string =>
  tokens
    .join(' ')
    .replaceAll(/ ?([.()[\]]) ?/g, '$1')
    .replaceAll(/ ([,:])/g, '$1')
