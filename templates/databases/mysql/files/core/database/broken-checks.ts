import { type Kysely, sql } from 'kysely'

/**
 * Runs a statement of a migration. MariaDB looks at all checks of a table when it copies it or changes a row: where rows broke
 * one before, it runs once more without them, for what was broken stops nothing else. Nothing undoes what changes a table, so
 * that what rows break of a check that it brings is said, too. (MySQL lets no row break a check.)
 */
export async function despiteBroken<Result>(db: Kysely<any>, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    const { message, cause } = error as Error
    const failed = /CONSTRAINT `(?:[^`.]+\.)?([^`]+)` failed for `[^`]+`\.`([^`]+)`/.exec(`${message} ${cause}`)
    if (!failed) throw error
    const [, check, table = ''] = failed
    const before = await listBroken(db, table)
    if (!before.some(({ name }) => name === check)) throw error
    await sql`set check_constraint_checks = 0`.execute(db)
    try {
      const result = await run()
      const after = await listBroken(db, table)
      const isWorse = ({ name, count }: Broken) => count > (before.find((one) => one.name === name)?.count ?? 0)
      if (db.isTransaction && after.some(isWorse)) throw error
      for (const one of after) {
        const since = isWorse(one) ? '' : ', from before'
        console.warn(`Rows of ${table} break its check ${one.name}${since} (${one.count}). This finds them: ${one.query}`)
      }
      return result
    } finally {
      await sql`set check_constraint_checks = 1`.execute(db)
    }
  }
}

type Broken = { name: string; count: number; query: string }

/** The checks of a table that rows of it break. */
async function listBroken(db: Kysely<any>, table: string): Promise<Broken[]> {
  const checks = await sql<{ name: string; clause: string }>`select constraint_name as name, check_clause as clause
    from information_schema.check_constraints where constraint_schema = database() and table_name = ${table}`.execute(db)
  const broken: Broken[] = []
  for (const { name, clause } of checks.rows) {
    const found = sql`from ${sql.id(table)} where not (${sql.raw(clause)})`
    const { rows } = await sql<{ count: number }>`select count(*) as count ${found}`.execute(db)
    const count = Number(rows[0]!.count)
    if (count > 0) broken.push({ name, count, query: `select * ${found.compile(db).sql}` })
  }
  return broken
}
