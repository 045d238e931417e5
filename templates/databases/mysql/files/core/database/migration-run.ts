import type { Kysely } from 'kysely'
import { whileMigrating } from './database.ts'
import { changeOf, type Direction, type Migrations, noFile } from './migration-files.ts'
import { createHistory, findApplied, hasReplaced, record } from './migration-history.ts'
import { createStepTable, forgetSteps, goOn, readUnfinished, runSteps } from './migration-steps.ts'

/** One by one, and first one that stopped on its way; one that another process was faster with is left out. */
export async function runMigrations(
  db: Kysely<any>,
  names: string[],
  direction: Direction,
  provider: Migrations,
  fake = false,
): Promise<string[]> {
  const migrations = await provider.getMigrations()
  // Migrations speak SQL's own names, so they run without plugins.
  const plain = db.withoutPlugins()
  if (names.length === 0) return await startWith([], direction, plain)

  const run = async (connection: Kysely<any>, name: string) => {
    const applied = await findApplied(connection, name)
    if ((direction === 'down') !== (applied !== undefined)) return false
    const migration = migrations[name]
    if (!migration) throw new Error(noFile)
    const isThere = fake || (direction === 'up' && (await hasReplaced(connection, migration)))
    if (!isThere) await runSteps(connection, name, direction, changeOf(migration, direction, applied))
    await connection.transaction().execute(async (trx) => {
      await forgetSteps(trx)
      await record(trx, name, direction, provider, isThere)
    })
    return true
  }
  return await whileMigrating(plain, async (connection) => {
    await createStepTable(connection)
    if (direction === 'up') await createHistory(connection)
    const done: string[] = []
    for (const name of await startWith(names, direction, connection)) {
      const isDone = await run(connection, name).catch((cause: Error) => {
        throw new Error(`${name}: ${cause.message}`, { cause })
      })
      if (isDone) done.push(name)
    }
    return done
  })
}

/** The names in the order in which they are run, the one that stopped on its way before all others. */
async function startWith(names: string[], direction: Direction, db: Kysely<any>): Promise<string[]> {
  const unfinished = await readUnfinished(db)
  if (!unfinished) return names
  const { name } = unfinished
  if (unfinished.direction === direction && names.includes(name)) return [name, ...names.filter((other) => other !== name)]
  throw new Error(`${name} stopped on its way ${unfinished.direction}: ${goOn[unfinished.direction]}`)
}
