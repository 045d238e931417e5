import { type Kysely, sql } from 'kysely'
import { readColumns } from './database.ts'

/**
 * Runs a statement of a migration. MariaDB looks at all checks of a table when it copies it or changes a row: where rows broke
 * one before, it runs once more without them, for what was broken stops nothing else. (MySQL lets no row break one.)
 */
export async function despiteBroken<Result>(
  db: Kysely<any>,
  statement: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    const { message, cause } = error as Error
    const table = /CONSTRAINT .+ failed for `[^`]+`\.`([^`]+)`/.exec(`${message} ${cause}`)?.[1]
    const before = table === undefined ? [] : await listBroken(db, table)
    if (table === undefined || before.length === 0) throw error
    await askOwn(db, table, statement)
    await sql`set check_constraint_checks = 0`.execute(db)
    try {
      const result = await run()
      const after = await listBroken(db, table)
      const isWorse = ({ name, count }: Broken) => count > (before.find((one) => one.name === name)?.count ?? 0)
      if (db.isTransaction && after.some(isWorse)) throw error
      for (const { name, count, query } of after) {
        console.warn(`Rows of ${table} break its check ${name}, from before (${count}). This finds them: ${query}`)
      }
      return result
    } finally {
      await sql`set check_constraint_checks = 1`.execute(db)
    }
  }
}

type Check = { name: string; condition: string }
type Broken = Check & { count: number; query: string }

const listChecks = async (db: Kysely<any>, table: string): Promise<Check[]> => {
  const found = sql<Check>`select constraint_name as name, check_clause as \`condition\`
    from information_schema.check_constraints where constraint_schema = database() and table_name = ${table}`
  return (await found.execute(db)).rows
}

async function listBroken(db: Kysely<any>, table: string, checks?: Check[]): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const check of checks ?? (await listChecks(db, table))) {
    const found = sql`from ${sql.id(table)} where not (${sql.raw(check.condition)})`
    const { rows } = await sql<{ count: number }>`select count(*) as count ${found}`.execute(db)
    const count = Number(rows[0]!.count)
    if (count > 0) broken.push({ ...check, count, query: `select * ${found.compile(db).sql}` })
  }
  return broken
}

/** Asks the rows that are there of each check that a statement brings. What is said of new columns is the same for all of them. */
async function askOwn(db: Kysely<any>, table: string, statement: string): Promise<void> {
  const plain = (text: string) => text.replaceAll(/[`\s]/g, '')
  const known = new Set((await listChecks(db, table)).map(({ condition }) => plain(condition)))
  const columns = await readColumns(db, table)
  const own = conditionsIn(statement).filter((condition) => {
    const words = condition.replaceAll(text, '').match(/`[^`]+`|[\p{L}\p{N}_$]+/gu) ?? []
    return !known.has(plain(condition)) && words.some((word) => columns.includes(word.replaceAll('`', '')))
  })
  const [broken] = await listBroken(
    db,
    table,
    own.map((condition) => ({ name: '', condition })),
  )
  if (broken) throw new Error(`rows of ${table} break a check that it brings (${broken.count}): ${broken.query}`)
}

const text = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/g
const parts = new RegExp(`${text.source}|\`[^\`]*\`|--\\s.*|/\\*[^]*?\\*/|\\bcheck\\s*\\(|[()]`, 'gi')

/** What the checks in a statement say. */
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
