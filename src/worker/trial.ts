import { UsageError } from '../errors.ts'
import { dialectOf } from '../schema/dialects.ts'
import { makeRows } from '../schema/rows/made-up.ts'
import type { Table } from '../schema/schema.ts'
import { failedStatement } from './failed-statement.ts'
import type { Kysely } from './kysely.ts'
import { loadExport, loadSource } from './load.ts'
import { type Built, inBuilt } from './migrations.ts'
import type { Trial } from './protocol.ts'
import { isOfRows, rootOf } from './row-errors.ts'

type Direction = 'up' | 'down'

interface Provider {
  readonly getMigrations: () => Promise<Readonly<Record<string, unknown>>>
}

/** The project's own code that applies migrations and takes them back. */
interface Migrator {
  readonly up: (db: Kysely, provider: Provider) => Promise<unknown>
  readonly down: (db: Kysely, provider: Provider) => Promise<unknown>
}

interface Failure {
  readonly direction: Direction
  readonly error: Error
  readonly isOfRows: boolean
  /** None where the database took all of them. */
  readonly statement: string | undefined
}

/**
 * Applies migrations that are not written yet, takes them back and applies them again, behind all others of the project and
 * where there are some rows. Where rows may stand in their way they need only run without.
 * @throws UsageError where they do not
 */
export async function tryMigrations(trial: Trial): Promise<void> {
  const sources = trial.sources.map((source, at) => [`paxx_trial_${at + 1}`, source] as const)
  const loaded: [string, unknown][] = []
  for (const [name, source] of sources) loaded.push([name, await loadSource(`migrations/${name}.ts`, source)])
  const provider = { getMigrations: async () => Object.fromEntries(loaded) }
  const migrator = await loadMigrator(loaded.length)
  const attempt = async (tables: readonly Table[]): Promise<Failure | undefined> =>
    await inBuilt(trial.engine, async (built) => {
      await fill(built, tables, trial)
      return await goUpDownUp(built.db, migrator, provider)
    })

  const failure = await attempt(trial.tables)
  const isForetold = failure?.isOfRows && trial.canFail[failure.direction]
  const left = isForetold ? await attempt([]) : failure
  if (left) throw refusal(left)
}

async function loadMigrator(count: number): Promise<Migrator> {
  type Migrate = (db: Kysely, target: number | undefined, provider: Provider) => Promise<unknown>
  const file = 'core/database/migrations.ts'
  const [upgrade, downgrade] = [
    await loadExport<Migrate>(file, 'upgradeDatabase'),
    await loadExport<Migrate>(file, 'downgradeDatabase'),
  ]
  return {
    up: (db, provider) => upgrade(db, undefined, provider),
    down: (db, provider) => downgrade(db, count, provider),
  }
}

async function fill({ all }: Built, tables: readonly Table[], { engine }: Trial): Promise<void> {
  // They were off while the migrations ran.
  if (engine === 'sqlite') await all('pragma foreign_keys = on')
  await makeRows(tables, dialectOf(engine), all)
}

async function goUpDownUp(db: Kysely, migrator: Migrator, provider: Provider): Promise<Failure | undefined> {
  for (const direction of ['up', 'down', 'up'] as const) {
    failedStatement.sql = undefined
    try {
      await migrator[direction](db, provider)
    } catch (error) {
      const { sql: statement } = failedStatement
      // What the project itself refuses, once all statements ran, is what became of the rows.
      return { direction, error: rootOf(error), isOfRows: statement === undefined || isOfRows(error), statement }
    }
  }
  return undefined
}

function refusal({ direction, error, statement }: Failure): UsageError {
  const where = statement === undefined ? '' : ` This is refused: ${statement.replaceAll(/\s+/g, ' ').trim()}`
  const message = `The migration was tried on rows that were made up, and fails on its way ${direction}: ${error.message}.${where}`
  return Object.assign(
    new UsageError(
      'MIGRATION_REFUSED',
      message,
      'Nothing was written. Look at what --fill, checks and triggers say of it, or do it in two steps. `paxx db diff migrations models` prints what was tried; to write one yourself: paxx db migrate "…" --empty',
    ),
    { cause: error },
  )
}
