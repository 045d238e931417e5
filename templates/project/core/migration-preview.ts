import type { Kysely } from 'kysely'
import { createScratchDb } from './database.ts'
import { files } from './migration-files.ts'
import { applyMigrations, listHistory } from './migrations.ts'

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
  const scratch = createScratchDb((sql) => statements.push(sql))
  try {
    const applied = (await listHistory(db)).map(({ name }) => name)
    await applyMigrations(scratch, applied, provider)
    statements.length = 0
    await migrate(scratch)
    return statements.filter((sql) => !/^select\b/i.test(sql))
  } finally {
    await scratch.destroy()
  }
}
