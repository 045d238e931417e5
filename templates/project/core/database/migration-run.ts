import type { Kysely } from 'kysely'
import { transact, watchMigration, whileMigrating } from './database.ts'
import { changeOf, type Direction, type Migrations, noFile } from './migration-files.ts'
import { createHistory, findApplied, hasReplaced, record } from './migration-history.ts'

/** One by one, each in a transaction of its own, unless it wants none; one that another process was faster with is left out. */
export async function runMigrations(
  db: Kysely<any>,
  names: string[],
  direction: Direction,
  provider: Migrations,
  fake = false,
): Promise<string[]> {
  if (names.length === 0) return []
  const migrations = await provider.getMigrations()
  const run = async (trx: Kysely<any>, name: string) => {
    const applied = await findApplied(trx, name)
    if ((direction === 'down') !== (applied !== undefined)) return false
    const migration = migrations[name]
    if (!migration) throw new Error(noFile)
    const check = await watchMigration(trx)
    const isThere = fake || (direction === 'up' && (await hasReplaced(trx, migration)))
    if (!isThere) await changeOf(migration, direction, applied)(trx)
    await record(trx, name, direction, provider, isThere)
    await check()
    return true
  }

  // Migrations speak SQL's own names, so they run without the camelCase plugin.
  return await whileMigrating(db.withoutPlugins(), async (connection) => {
    if (direction === 'up') await connection.transaction().execute(createHistory)
    const done: string[] = []
    for (const name of names) {
      const { transaction = true } = migrations[name] ?? {}
      const running = transaction ? transact(connection, (trx) => run(trx, name)) : run(connection, name)
      const isDone = await running.catch((cause: Error) => {
        const rest = transaction ? '' : '. It has no transaction: what it did stays. Run it again once that is mended'
        throw new Error(`${name}: ${cause.message}${rest}`, { cause })
      })
      if (isDone) done.push(name)
    }
    return done
  })
}
