import type { Engine } from '../schema.ts'
import { nameKey } from '../sqlite/name-key.ts'
import { type BuiltModel, buildTable } from './build.ts'
import { engines } from './engines.ts'
import { fail } from './fail.ts'
import type { ColumnOptions, Registry, TableOptions } from './options.ts'
import { linkReferences } from './references.ts'
import { type ModelTable, readTable } from './table.ts'
import { isZodSchema, layersOf, type ZodSchema } from './zod.ts'

/** A module of models, loaded. */
export interface ModelFile {
  /** From the project's root: `features/orders/models.ts`. */
  readonly file: string
  readonly exports: Readonly<Record<string, unknown>>
}

/** The registries of a project: `tables` of core/database/model.ts, `column` of core/database/columns.ts. */
export interface Registries {
  readonly tables: Registry<TableOptions>
  readonly column: Registry<ColumnOptions>
}

/**
 * The tables that models declare, for an engine.
 * @throws UsageError that names the file, and the column, of what cannot be
 */
export function readModels(
  files: readonly ModelFile[],
  { tables, column }: Registries,
  engineName: Engine,
): BuiltModel[] {
  const engine = engines[engineName]
  const models = new Map<ZodSchema, string>()
  for (const { file, exports } of files) {
    for (const value of Object.values(exports)) {
      const model = isZodSchema(value) ? modelOf(value, tables) : undefined
      if (model && !models.has(model)) models.set(model, file)
    }
  }
  const read = [...models].map(([model, file]) => readTable(model, tables.get(model as never)!, column, file, engine))
  checkNames(read)
  const taken = new Set(read.flatMap(givenNames))
  return linkReferences(read).map((table) => {
    const enums = table.columns.flatMap((one) => one.enum ?? [])
    return { file: table.file, table: buildTable(table, taken, engine), ...(enums.length > 0 && { enums }) }
  })
}

/** The names that a model gives to indexes: no other may get one of them. */
const givenNames = ({ options: { indexes = [] } }: ModelTable): string[] =>
  indexes.flatMap((index) => ('name' in index && index.name !== undefined ? [index.name] : []))

/** The model that a schema is, or is made of: what has a check or a description added to it is a copy. */
function modelOf(schema: ZodSchema, tables: Registry<TableOptions>): ZodSchema | undefined {
  return layersOf(schema)
    .toReversed()
    .flatMap(withOrigins)
    .find((layer) => tables.has(layer as never))
}

const withOrigins = (schema: ZodSchema): ZodSchema[] =>
  schema._zod.parent ? [schema, ...withOrigins(schema._zod.parent)] : [schema]

function checkNames(tables: readonly ModelTable[]): void {
  const files = new Map<string, string>()
  for (const { name, file } of tables) {
    const other = files.get(nameKey(name))
    if (other !== undefined) {
      throw fail(
        'MODEL_TABLE_TWICE',
        file,
        `the table \`${name}\` has two models: ${other === file ? 'both are there' : `the other is in ${other}`}`,
        'Rename the table of one of them, or remove it.',
      )
    }
    files.set(nameKey(name), file)
  }
}
