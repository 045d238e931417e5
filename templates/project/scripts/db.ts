import { createDb, type Db } from '#core/database.ts'
import { downgradeDatabase, listMigrations, upgradeDatabase } from '#core/migrations.ts'
import { loadSettings } from '../settings.ts'
import { run, table } from './run.ts'

const commands = {
  async upgrade(db: Db, target?: string) {
    const applied = await upgradeDatabase(db, target)
    return { json: { applied }, text: applied.map((name) => `Applied ${name}`).join('\n') || 'Nothing to apply' }
  },

  async downgrade(db: Db, target = '1') {
    // Names begin with fourteen digits, so a short number counts steps.
    const reverted = await downgradeDatabase(db, /^\d{1,4}$/.test(target) ? Number(target) : target)
    return { json: { reverted }, text: reverted.map((name) => `Reverted ${name}`).join('\n') || 'Nothing to revert' }
  },

  async status(db: Db) {
    const migrations = await listMigrations(db)
    const text = table(migrations.map(({ status, name, appliedAt }) => [status, name, appliedAt ?? '']))
    return { json: { migrations }, text: text || 'There are no migrations' }
  },
}

await run(async ([name = '', target, ...others]) => {
  if (!Object.hasOwn(commands, name) || others.length > 0) {
    throw new Error('Usage: db upgrade [migration] | downgrade [steps|migration] | status')
  }
  const db = createDb(loadSettings().DATABASE_URL)
  try {
    return await commands[name as keyof typeof commands](db, target)
  } finally {
    await db.destroy()
  }
})
