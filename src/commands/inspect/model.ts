import type { Access, FeatureOption } from '../../render/answers.ts'
import type { Feature } from '../../render/features/feature.ts'
import type { Action, Column, Index, Schema, Table } from '../../schema/schema.ts'

/** A table of a project, with all that concerns it. */
export interface Model {
  readonly table: string
  /** The feature that paxx made it of, where it did. */
  readonly feature?: string
  /** Who may use that, where not everybody may. */
  readonly access?: Access
  /** What it has beside its fields. */
  readonly options?: readonly FeatureOption[]
  readonly columns: readonly ModelColumn[]
  readonly primaryKey: readonly string[]
  readonly indexes: readonly ModelIndex[]
  readonly checks: readonly string[]
  readonly references: readonly Reference[]
  readonly referredBy: readonly Reference[]
}

interface ModelColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly default?: string
}

interface ModelIndex {
  readonly columns: readonly string[]
  readonly unique: boolean
  /** None where it comes with a constraint. */
  readonly name?: string
  readonly where?: string
}

/** From the columns of one table to those of another. */
interface Reference {
  readonly table: string
  readonly columns: readonly string[]
  readonly to: string
  readonly references: readonly string[]
  readonly onDelete: Action
}

/** @param feature that made it */
export function describeModel(table: Table, { tables }: Schema, feature: Feature | undefined): Model {
  const { name, columns, primaryKey, uniques, indexes, checks } = table
  const key = primaryKey?.columns ?? []
  return {
    table: name,
    ...(feature && { feature: feature.names.kebab }),
    ...(feature?.access && { access: feature.access }),
    ...(feature && feature.options.length > 0 && { options: feature.options }),
    columns: columns.map((column) => describeColumn(column, key.includes(column.name))),
    primaryKey: key,
    indexes: [...uniques.map((unique) => ({ columns: unique.columns, unique: true })), ...indexes.map(describeIndex)],
    checks: checks.map(({ expression }) => expression),
    references: referencesOf(table),
    referredBy: tables.flatMap(referencesOf).filter(({ to }) => to === name),
  }
}

/** @param isKey then it has a value, also where the engine does not say so */
function describeColumn(
  { name, type, nullable, default: usual, identity, generated }: Column,
  isKey: boolean,
): ModelColumn {
  const made = generated?.expression ?? usual ?? identity
  return { name, type, nullable: nullable && !isKey, ...(made !== undefined && { default: made }) }
}

const describeIndex = ({ name, columns, unique, where }: Index): ModelIndex => ({
  name,
  columns: columns.map((part) => ('column' in part ? part.column : part.expression)),
  unique,
  ...(where !== undefined && { where }),
})

const referencesOf = ({ name, foreignKeys }: Table): Reference[] =>
  foreignKeys.map(({ columns, table, references, onDelete }) => {
    return { table: name, columns, to: table, references, onDelete }
  })
