import { stripTypeScriptTypes } from 'node:module'
import { z } from 'zod'
import type { ColumnOptions, TableOptions } from '../../src/schema/models/options.ts'
import { printModel } from '../../src/schema/models/print/model.ts'
import type { Schema, Table } from '../../src/schema/schema.ts'
import { createStatements } from '../../src/schema/sqlite/create.ts'
import { nameKey } from '../../src/schema/sqlite/name-key.ts'
import { column, model, read as readModels } from './models-support.ts'
import { build, read } from './round-trip.ts'

const idTypes = { integer: z.int().positive(), text: z.uuid() }
export type IdType = keyof typeof idTypes

/** The schema that printed models declare, once SQLite has built it. */
export async function schemaOfModels(sources: readonly string[], idType: IdType): Promise<Schema> {
  const models = sources.map((source, index) => [`m${index}`, load(source, idType)] as const)
  const tables = readModels(Object.fromEntries(models))
  return await read(build(createStatements({ engine: 'sqlite', tables, views: [] })))
}

/** The models of all tables of a schema. */
export const printModels = ({ tables }: Schema, idType: IdType): string[] =>
  tables.map((table, index) => printModel(table, `Model${index}`, byName(tables), idType))

const byName = (tables: readonly Table[]) => new Map(tables.map((table) => [nameKey(table.name), table]))

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
    json: () => z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
    references: (table: string, options: ColumnOptions = {}) =>
      Id.clone().register(column, { references: `${table}.id`, ...options }),
    bareTable: model,
    table: (name: string, shape: z.ZodRawShape, options: Omit<TableOptions, 'name'> = {}) =>
      model(name, { ...generated(), ...shape }, options),
  }
}
