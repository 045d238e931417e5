import type { Answers } from '../src/render/answers.ts'
import type { Feature } from '../src/render/features/feature.ts'
import { featureTable } from '../src/render/features/table.ts'
import { dialectOf } from '../src/schema/dialects.ts'
import { migrate } from '../src/schema/migration.ts'
import { printMigration } from '../src/schema/print/migration.ts'
import type { Engine, Schema } from '../src/schema/schema.ts'

const nothing = { renames: { tables: [], columns: [] }, fills: new Map<string, string>() }

/** The migration that creates the table of a feature, as `paxx feature create` writes it, not formatted yet. */
export const creationOf = (feature: Feature, ids: Answers['ids'], engine: Engine = 'sqlite'): string =>
  print(schemaWith(undefined, ids, engine), schemaWith(feature, ids, engine))

/** The migration that creates the table of a feature without one of its fields, and the one that adds that. */
export function creationInTwo(feature: Feature, field: string, ids: Answers['ids']): [string, string] {
  const before = schemaWith({ ...feature, fields: feature.fields.filter(({ name }) => name !== field) }, ids)
  return [print(schemaWith(), before), print(before, schemaWith(feature, ids))]
}

/** The one that drops it again. */
export const removalOf = (feature: Feature, ids: Answers['ids']): string =>
  print(schemaWith(feature, ids), schemaWith())

function print(from: Schema, to: Schema): string {
  const dialect = dialectOf(to.engine)
  return printMigration(migrate(from, to, nothing, dialect)!, dialect)
}

const schemaWith = (feature?: Feature, ids: Answers['ids'] = 'integer', engine: Engine = 'sqlite'): Schema => ({
  engine,
  tables: feature ? [featureTable(feature, ids, engine)] : [],
  views: [],
})
