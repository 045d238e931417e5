import type { Kysely } from 'kysely'
import { createScratchDb } from '../core/database/database.ts'
import { files } from '../core/database/migration-files.ts'
import { listHistory } from '../core/database/migration-history.ts'
import { replay } from './migration-replay.ts'

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
    await replay(scratch, await listHistory(db), provider)
    statements.length = 0
    await migrate(scratch)
    return statements.filter((sql) => !/^select\b/i.test(sql))
  } finally {
    await scratch.destroy()
  }
}
