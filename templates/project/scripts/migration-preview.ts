import type { Kysely } from 'kysely'
import { createScratchDb } from '../core/database/database.ts'
import { files } from '../core/database/migration-files.ts'
import { listHistory } from '../core/database/migration-history.ts'
import { runMigrations } from '../core/database/migration-run.ts'

/**
 * The statements that `migrate` would run on `db`. They run in an empty database in memory, which has the same
 * migrations behind it, so that a migration which reads rows finds none. `db` is only asked what was applied to it.
 */
export async function previewMigrations(
  db: Kysely<any>,
  migrate: (scratch: Kysely<any>) => Promise<unknown>,
  provider = files,
): Promise<string[]> {
  const statements: string[] = []
  const scratch: Kysely<any> = createScratchDb((sql) => statements.push(sql))
  try {
    for (const { name, faked } of await listHistory(db)) {
      await runMigrations(scratch, [name], 'up', provider)
      if (faked) await scratch.updateTable('kysely_migration').set({ faked }).where('name', '=', name).execute()
    }
    statements.length = 0
    await migrate(scratch)
    return statements.filter((sql) => !/^select\b/i.test(sql))
  } finally {
    await scratch.destroy()
  }
}
