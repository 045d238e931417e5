import { code } from '../../schema/print/code.ts'
import type { Feature, Features } from '../features/feature.ts'
import { tableIndexes } from '../features/indexes.ts'
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
  const read = [...model.columns]
    .filter(([name]) => !generated.has(name))
    .map(([name, column]) => {
      const known = feature.fields.find((field) => field.name === name)
      return { name, column, known, field: readColumn(name, column, known, features) }
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

/** What a model says of its table, and its fields do not; and the other way round. */
function compareOptions(
  { isBare, options }: ModelSource,
  feature: Feature,
): Pick<ModelComparison, 'leftAlone' | 'lacking'> {
  const rendered = tableIndexes(feature).map((index) => join(tokenize(code(index))))
  const indexes = splitList(options.get('indexes')?.slice(1, -1) ?? []).map(join)
  const key = options.get('primaryKey')
  const others = [...options].filter(([name]) => name !== 'indexes' && name !== 'primaryKey')
  return {
    leftAlone: [
      ...(isBare === feature.timestamps ? [isBare ? 'bareTable' : 'table'] : []),
      ...(key && join(key) !== join(tokenize(code(feature.primaryKey))) ? [`primaryKey: ${join(key)}`] : []),
      ...indexes.filter((index) => !rendered.includes(index)).map((index) => `indexes: ${index}`),
      ...others.map(([name, value]) => `${name}: ${join(value)}`),
    ],
    lacking: rendered.filter((index) => !indexes.includes(index)),
  }
}

/** Tokens as one would write them, nearly. */
const join = (tokens: readonly string[]): string =>
  tokens
    .join(' ')
    .replaceAll(/ ?([.()[\]]) ?/g, '$1')
    .replaceAll(/ ([,:])/g, '$1')
