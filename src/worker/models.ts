import { existsSync } from 'node:fs'
import { readModels, type Registries } from '../schema/models/models.ts'
import type { Engine, Schema } from '../schema/schema.ts'
import { readBuilt as buildInSqlite } from './built.ts'
import { list } from './list.ts'
import { loadAll, loadExport } from './load.ts'
import { readBuilt as buildInPostgres } from './postgres.ts'

/** The schema that the models of the project declare, as its database has it once it is built. */
export async function readModelSchema(engine: Engine): Promise<Schema> {
  const readBuilt = engine === 'sqlite' ? buildInSqlite : buildInPostgres
  const features = await list('features')
  const files = await loadAll(features.map((feature) => `features/${feature}/models.ts`).filter(existsSync))
  if (files.length === 0) return await readBuilt([])
  const registries: Registries = {
    tables: await loadExport('core/model.ts', 'tables'),
    column: await loadExport('core/columns.ts', 'column'),
  }
  return await readBuilt(readModels(files, registries, engine))
}
