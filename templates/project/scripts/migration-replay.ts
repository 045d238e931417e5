import type { Kysely } from 'kysely'
import { type Migrations, replacedBy } from '../core/database/migration-files.ts'
import type { Applied } from '../core/database/migration-history.ts'
import { runMigrations } from '../core/database/migration-run.ts'

/** Brings an empty database to where another is, whose history it gets. */
export async function replay(scratch: Kysely<any>, history: Applied[], provider: Migrations): Promise<void> {
  if (history.length === 0) return
  const replaced = replacedBy(await provider.getMigrations())
  const names = new Set(history.map(({ name }) => replaced.get(name) ?? name))
  for (const name of names) await runMigrations(scratch, [name], 'up', provider)
  await scratch.deleteFrom('kysely_migration').execute()
  const rows = history.map(({ appliedAt: timestamp, ...row }) => ({ ...row, timestamp }))
  await scratch.insertInto('kysely_migration').values(rows).execute()
}
