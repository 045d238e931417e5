import { type Kysely, sql } from 'kysely'

/**
 * Runs a migration in a transaction. Where a check fails and rows broke one before, it runs once more without checks, and is
 * undone if they break others then, or more rows do: what was broken stops no migration that copies its table.
 */
export async function transact<Result>(
  db: Kysely<any>,
  migrate: (trx: Kysely<any>) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction().execute(migrate)
  } catch (error) {
    const { message, cause } = error as Error
    const before = /CHECK constraint failed/.test(`${message} ${cause}`) ? await listBroken(db).catch(() => []) : []
    if (before.length === 0) throw error
    await sql`pragma ignore_check_constraints = on`.execute(db)
    try {
      return await db.transaction().execute((trx) => watch(trx, migrate, before))
    } finally {
      await sql`pragma ignore_check_constraints = off`.execute(db)
    }
  }
}

async function watch<Result>(trx: Kysely<any>, migrate: (trx: Kysely<any>) => Promise<Result>, before: Broken[]) {
  const result = await migrate(trx)
  const after = await listBroken(trx)
  const worse = after.find(({ check, count }) => count > (before.find((one) => one.check === check)?.count ?? 0))
  if (worse) throw new Error(`it leaves rows of ${worse.table} that break a check (${worse.count}): ${worse.query}`)
  for (const { table, count, query } of after) {
    console.warn(`Rows of ${table} break a check, from before (${count}). This finds them: ${query}`)
  }
  return result
}

type Broken = { table: string; check: string; count: number; query: string }

async function listBroken(db: Kysely<any>): Promise<Broken[]> {
  const tables = sql<{ table: string; text: string }>`select name as "table", sql as text from sqlite_schema
    where sql like 'create table%check%'`
  const broken: Broken[] = []
  for (const { table, text } of (await tables.execute(db)).rows) {
    for (const condition of conditionsIn(text)) {
      const found = sql`from ${sql.id(table)} where not (${sql.raw(condition)})`
      const { rows } = await sql<{ count: number }>`select count(*) as count ${found}`.execute(db)
      // A migration may write it with other quotes, or without its table.
      const check = `${table}: ${condition.replaceAll(/["`[\]\s]/g, '').replaceAll(`${table}.`, '')}`
      const count = Number(rows[0]!.count)
      if (count > 0) broken.push({ table, check, count, query: `select * ${found.compile(db).sql}` })
    }
  }
  return broken
}

const parts = /'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--.*|\/\*[^]*?\*\/|\bcheck\s*\(|[()]/gi

/** What the checks of a table say, out of the statement that made it. */
function conditionsIn(statement: string): string[] {
  const conditions: string[] = []
  let [start, depth] = [0, 0]
  for (const { 0: part, index } of statement.matchAll(parts)) {
    const begins = /^check/i.test(part)
    if (depth === 0 && begins) start = index + part.length
    if (begins || (depth > 0 && part === '(')) depth += 1
    else if (depth > 0 && part === ')' && --depth === 0) conditions.push(statement.slice(start, index))
  }
  return conditions
}
