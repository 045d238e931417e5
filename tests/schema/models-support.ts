import { z } from 'zod'
import type { BuiltModel } from '../../src/schema/models/build.ts'
import { readModels } from '../../src/schema/models/models.ts'
import type { ColumnOptions, TableOptions } from '../../src/schema/models/options.ts'
import type { Engine, Table } from '../../src/schema/schema.ts'

/** What a project's core/database/columns.ts and core/database/model.ts have. */
export const column = z.registry<ColumnOptions>()
export const tables = z.registry<TableOptions>()

export const model = (name: string, shape: z.ZodRawShape, options: Omit<TableOptions, 'name'> = {}) =>
  z.object(shape).register(tables, { name, ...options })

/** The tables of models, each from a file of its own, which is called as the key is. */
export const read = (exports: Record<string, unknown>, engine: Engine = 'sqlite'): Table[] =>
  readAll(exports, engine).map(({ table }) => table)

export const readAll = (exports: Record<string, unknown>, engine: Engine): BuiltModel[] =>
  readModels(
    Object.entries(exports).map(([name, value]) => ({
      file: `features/${name}/models.ts`,
      exports: { [name]: value },
    })),
    { tables, column },
    engine,
  )

/** The table of a model that has one column. */
export const readColumn = (schema: z.ZodType, engine?: Engine): Table =>
  read({ things: model('things', { it: schema }) }, engine)[0]!
