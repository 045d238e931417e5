import { stripTypeScriptTypes } from 'node:module'
import { z } from 'zod'
import type { ColumnOptions, TableOptions } from '../../src/schema/models/options.ts'
import { printEngines } from '../../src/schema/models/print/engines.ts'
import { printModel } from '../../src/schema/models/print/model.ts'
import type { Engine, Schema } from '../../src/schema/schema.ts'
import { createStatements } from '../../src/schema/sqlite/create.ts'
import { column, model, readAll as readModels } from './models-support.ts'
import { build, read } from './round-trip.ts'

const idTypes = { integer: z.int().positive(), text: z.uuid() }
export type IdType = keyof typeof idTypes

/** The schema that printed models declare, once SQLite has built it. */
export async function schemaOfModels(sources: readonly string[], idType: IdType): Promise<Schema> {
  return await read(build(createStatements(declaredBy(sources, idType, 'sqlite'))))
}

/** The schema that printed models declare. */
export function declaredBy(sources: readonly string[], idType: IdType, engine: Engine): Schema {
  const models = sources.map((source, index) => [`m${index}`, load(source, idType)] as const)
  const all = readModels(Object.fromEntries(models), engine)
  const enums = new Map(all.flatMap((one) => (one.enums ?? []).map((type) => [type.name, type])))
  return { engine, tables: all.map(({ table }) => table), views: [], enums: [...enums.values()] }
}

/** The models of all tables of a schema. */
export function printModels({ engine: name, tables, enums = [] }: Schema, idType: IdType): string[] {
  const engine = printEngines[name]
  const database = {
    engine,
    tables: new Map(tables.map((table) => [engine.nameKey(table.name), table])),
    enums: new Map(enums.map((type) => [type.name, type.values])),
  }
  const id = engine.typeOf(idType === 'text' ? 'uuid' : 'integer')
  return tables.map((table, index) => printModel(table, `Model${index}`, database, id))
}

/** What models import is handed in, as a project's core has it. */
function load(source: string, idType: IdType): unknown {
  const code = stripTypeScriptTypes(source)
    .replaceAll(/^import .*$/gm, '')
    .replace(/^export const \w+ =/m, 'return')
  const core = { z, column, ...coreOf(idTypes[idType]) }
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is what the test has printed
  return new Function(...Object.keys(core), code)(...Object.values(core)) as unknown
}

function coreOf(Id: z.ZodType) {
  const generated = () => ({
    id: Id,
    createdAt: z.iso.datetime().register(column, { index: true, default: 'now' }),
    updatedAt: z.iso.datetime().register(column, { default: 'now' }),
  })
  return {
    Id,
    bigint: () => z.stringFormat('int64', /^-?\d+$/),
    decimal: (precision: number, scale: number) =>
      z
        .string()
        .register(column, { type: `numeric(${precision}, ${scale})` })
        .min(1),
    json: () => z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
    references: (table: string, options: ColumnOptions = {}) =>
      Id.clone().register(column, { references: `${table}.id`, ...options }),
    bareTable: model,
    table: (name: string, shape: z.ZodRawShape, options: Omit<TableOptions, 'name'> = {}) =>
      model(name, { ...generated(), ...shape }, options),
  }
}
