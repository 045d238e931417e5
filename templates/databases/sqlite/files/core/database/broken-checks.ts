import { type Kysely, sql } from 'kysely'

/**
 * Runs a migration in a transaction. Where a check fails and rows broke one before, it runs once more without checks, and is
 * undone if more rows break one then: what was broken stops no migration that copies its table.
 */
export async function transact<Result>(
  db: Kysely<any>,
  migrate: (trx: Kysely<any>) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction().execute(migrate)
  } catch (error) {
    const { message, cause } = error as Error
    if (!`${message} ${cause}`.includes('CHECK constraint failed')) throw error
    const before = await countBroken(db)
    if (before.size === 0) throw error

    return await db.transaction().execute(async (trx) => {
      await sql`pragma ignore_check_constraints = on`.execute(trx)
      const result = await migrate(trx).finally(() => sql`pragma ignore_check_constraints = off`.execute(trx))
      for (const [table, rows] of await countBroken(trx)) {
        const isWorse = rows > (before.get(table) ?? 0)
        if (isWorse) throw new Error(`it leaves more rows of ${table} than before that break a check`, { cause: error })
        console.warn(`Rows of ${table} break a check, from before. This counts them: pragma quick_check("${table}")`)
      }
      return result
    })
  }
}

/** How many rows of each table break a check. */
async function countBroken(db: Kysely<any>): Promise<Map<string, number>> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1000000)`.execute(db)
  const tables = rows.flatMap(({ quick_check }) => /^CHECK constraint failed in (.+)/.exec(quick_check)?.[1] ?? [])
  return new Map([...Map.groupBy(tables, (table) => table)].map(([table, all]) => [table, all.length]))
}
