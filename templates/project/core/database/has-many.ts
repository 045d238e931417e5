import { sql } from 'kysely'
import { z } from 'zod'
import { ConflictError, ValidationError } from '../errors.ts'
import type { Database } from './database.ts'
import { finder, idsOf, type Relation, type Scope } from './relations.ts'

/**
 * The rows whose `key` refers to one; of more than the limit, the first.
 * @param options.order the columns by which they are sorted
 */
export function hasMany<Read extends z.ZodObject, Caller = unknown>(
  table: keyof Database & string,
  read: Read,
  key: string,
  { scope, order = ['id'], limit = 100 }: { scope?: Scope<Caller>; order?: string[]; limit?: number } = {},
): Relation<z.ZodArray<Read>, Caller> & { limit: number } {
  const columns = Object.keys(read.shape)
  const sorted = sql.join(order.map((column) => sql.ref(column)))
  const find = finder((db, ids, scoped) => {
    const numbered = db
      .selectFrom(table)
      .select(columns)
      .select(({ fn }) => [fn.agg<number>('row_number').over((by) => by.partitionBy(key).orderBy(sorted)).as('$nth')])
      .where(key, 'in', ids)
    const first = db.selectFrom(scoped(numbered).as('numbered')).select(columns)
    return first.where('$nth', '<=', limit + 1).orderBy(sorted)
  }, scope)
  return {
    schema: z.array(read).max(limit),
    limit,
    async load(db, rows, caller) {
      const byKey = Map.groupBy(await find(db, idsOf(rows, 'id'), caller), (row) => row[key])
      return (row) => byKey.get(row['id']) ?? []
    },
  }
}

/** What clients send along with what it is part of. */
export const partsOf = <Part extends z.ZodType>(part: Part) => z.array(part).max(100).default([])

/** Creates them one after the other. What is wrong with one is told by its place, such as `items.0.quantity`. */
export async function createEach<Part>(name: string, parts: Part[], create: (part: Part) => Promise<unknown>): Promise<void> {
  for (const [index, part] of parts.entries()) {
    try {
      await create(part)
    } catch (error) {
      if (error instanceof ConflictError || error instanceof ValidationError) {
        for (const issue of error.issues) issue.path = `${name}.${index}.${issue.path}`
      }
      throw error
    }
  }
}
