import { existsSync } from 'node:fs'
import type { BuiltModel } from '../schema/models/build.ts'
import { readModels, type Registries } from '../schema/models/models.ts'
import type { Engine, Schema } from '../schema/schema.ts'
import { readBuilt as buildInSqlite } from './built.ts'
import { list } from './list.ts'
import { loadAll, loadExport } from './load.ts'
import { readBuilt as buildInMysql } from './mysql.ts'
import { readBuilt as buildInPostgres } from './postgres.ts'

const builders = { sqlite: buildInSqlite, postgres: buildInPostgres, mysql: buildInMysql }

/**
 * The schema that the models of the project declare, as its database has it once it is built.
 * @param existing the schema that they are compared with
 */
export async function readModelSchema(engine: Engine, existing?: Schema): Promise<Schema> {
  return await builders[engine](await readDeclared(engine), existing)
}

/** What they declare, as it would be built: no database is needed. */
export async function readDeclaredSchema(engine: Engine): Promise<Schema> {
  return { engine, tables: (await readDeclared(engine)).map(({ table }) => table), views: [] }
}

async function readDeclared(engine: Engine): Promise<BuiltModel[]> {
  const features = await list('features')
  const files = await loadAll(features.map((feature) => `features/${feature}/models.ts`).filter(existsSync))
  if (files.length === 0) return []
  const registries: Registries = {
    tables: await loadExport('core/database/model.ts', 'tables'),
    column: await loadExport('core/database/columns.ts', 'column'),
  }
  return readModels(files, registries, engine)
}
