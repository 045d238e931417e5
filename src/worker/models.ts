import { existsSync } from 'node:fs'
import { readModels, type Registries } from '../schema/models/models.ts'
import type { Schema } from '../schema/schema.ts'
import { readBuilt } from './built.ts'
import { list } from './list.ts'
import { loadAll, loadExport } from './load.ts'

/** The schema that the models of the project declare, as SQLite has it once it is built. */
export async function readModelSchema(): Promise<Schema> {
  const features = await list('features')
  const files = await loadAll(features.map((feature) => `features/${feature}/models.ts`).filter(existsSync))
  if (files.length === 0) return readBuilt([])
  const registries: Registries = {
    tables: await loadExport('core/model.ts', 'tables'),
    column: await loadExport('core/columns.ts', 'column'),
  }
  return await readBuilt(readModels(files, registries))
}
