import { type CompiledQuery, type Kysely, type QueryResult, sql } from 'kysely'
import { despiteBroken } from './broken-checks.ts'
import { readColumns } from './database.ts'
import { divert } from './divert.ts'
import type { Direction } from './migration-files.ts'

type Step = { migration: string; direction: Direction; number: number; statement: string; done: boolean }

/** The statements of a migration that began and has not ended: of one at most, and one row each. */
const table = 'kysely_migration_step'

export async function createStepTable(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable(table)
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('migration', 'varchar(255)', (column) => column.notNull())
    .addColumn('direction', 'varchar(4)', (column) => column.notNull())
    .addColumn('statement', sql`mediumtext`, (column) => column.notNull())
    .addColumn('done', 'boolean', (column) => column.notNull())
    .execute()
}

/** The migration that stopped on its way, and its statements until then. */
export async function readUnfinished(db: Kysely<any>) {
  if ((await readColumns(db, table)).length === 0) return undefined
  const steps = (await db.selectFrom(table).selectAll().orderBy('number').execute()) as Step[]
  return steps[0] && { name: steps[0].migration, direction: steps[0].direction, steps }
}

/** It has ended, or someone ended it by hand. */
export const forgetSteps = async (db: Kysely<any>) => void (await db.deleteFrom(table).execute())

/**
 * Runs one direction of a migration. MySQL undoes no change of a schema, so each statement is written down, and what ran
 * before is not run again.
 */
export async function runSteps(
  connection: Kysely<any>,
  migration: string,
  direction: Direction,
  change: (db: Kysely<any>) => Promise<void>,
): Promise<void> {
  const earlier = (await readUnfinished(connection))?.steps ?? []
  const done: string[] = []
  let current: string | undefined

  async function run(query: CompiledQuery): Promise<QueryResult<unknown>> {
    const statement = query.sql.trim()
    if (/^(begin|commit|rollback)\b/.test(statement)) throw new Error('a migration has no transaction on MySQL')
    // What only reads, and what is of the session, is run each time.
    if (/^(select|show|set|use)\b/i.test(statement)) return await connection.executeQuery(query)

    const number = done.length + 1
    const before = earlier[number - 1]
    if (before?.done && before.statement !== statement) {
      throw new Error(`its statement ${number} ran already, and was edited since: ${before.statement}`)
    }
    current = statement
    const step = { migration, direction, number, statement }
    const result = before?.done ? { rows: [] } : await runStep(connection, query, step, before !== undefined)
    current = undefined
    done.push(statement)
    return result
  }

  try {
    await change(divert(run))
    const gone = earlier[done.length]
    if (gone?.done) throw new Error(`its statement ${gone.number} ran already, and is gone since: ${gone.statement}`)
  } catch (cause) {
    throw new Error(describe(cause as Error, await isLost(connection), direction, done, current), { cause })
  }
}

/** @param isBegun whether nobody knows if it ran: the connection was lost meanwhile */
async function runStep(
  connection: Kysely<any>,
  query: CompiledQuery,
  step: Omit<Step, 'done'>,
  isBegun: boolean,
): Promise<QueryResult<unknown>> {
  const write = (db: Kysely<any>, done: boolean) =>
    db.replaceInto(table).values({ ...step, done }).execute()

  if (!/^(create|alter|drop|rename|truncate)\b/i.test(step.statement)) {
    return await connection.transaction().execute(async (trx) => {
      const result = await despiteBroken(trx, () => trx.executeQuery(query))
      await write(trx, true)
      return result
    })
  }
  await write(connection, false)
  const running = despiteBroken(connection, () => connection.executeQuery(query))
  const result = await running.catch(async (error: { errno?: number }) => {
    if (isBegun && alreadySo.has(error.errno ?? 0)) return { rows: [] }
    await connection.deleteFrom(table).where('number', '=', step.number).execute().catch(() => {})
    throw error
  })
  await write(connection, true)
  return result
}

/** There is such a table, none to drop, such a column, such an index, none to drop, such a foreign key. */
const alreadySo = new Set([1050, 1051, 1060, 1061, 1091, 1826])

const isLost = async (connection: Kysely<any>): Promise<boolean> =>
  await sql`select 1`.execute(connection).then(
    () => false,
    () => true,
  )

function describe({ message }: Error, lost: boolean, direction: Direction, done: string[], current?: string): string {
  if (done.length === 0 && !lost) return message
  const rest = current === undefined ? [] : [`${lost ? 'not known' : 'not done'}: ${current}`]
  return [
    `${message}. MySQL does not undo what ran before:`,
    ...[...done.map((statement) => `done: ${statement}`), ...rest].map((line) => `  ${line}`),
    `Mend it, in the database or in what is not done yet of the migration: ${goOn[direction]}`,
  ].join('\n')
}

/** How one that stopped is gone on with. */
export const goOn = {
  up: '`<%= run %> db:upgrade` goes on there, and with `-- --fake` records it as if you did the rest by hand',
  down: '`<%= run %> db:downgrade` goes on there',
}
