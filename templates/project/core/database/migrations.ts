import type { Kysely } from 'kysely'
import { files, type Migrations, noFile, replacedBy } from './migration-files.ts'
import { type Applied, listHistory } from './migration-history.ts'
import { runMigrations } from './migration-run.ts'

export { listHistory }

/** Every migration of the project and of the database, by name; a `missing` one was applied and has no file. */
export async function listMigrations(db: Kysely<any>, provider = files) {
  const migrations = await provider.getMigrations()
  const applied = new Map((await listHistory(db)).map(({ name, appliedAt }) => [name, appliedAt]))
  const names = new Set([...Object.keys(migrations), ...applied.keys()])
  for (const name of replacedBy(migrations).keys()) names.delete(name)
  return [...names].toSorted().map((name) => {
    const status = !Object.hasOwn(migrations, name) ? 'missing' : applied.has(name) ? 'applied' : 'pending'
    return { name, status, appliedAt: applied.get(name) ?? null }
  })
}

/** The names of those that are not applied yet. */
export async function listPending(db: Kysely<any>): Promise<string[]> {
  return (await listMigrations(db)).filter(({ status }) => status === 'pending').map(({ name }) => name)
}

/** The applied migrations whose source was edited since; it is not known of those that have no checksum. */
export async function listChanged(db: Kysely<any>, provider = files): Promise<string[]> {
  const isChanged = ({ name, checksum }: Applied) => checksum && (provider.checksum?.(name) ?? checksum) !== checksum
  return (await listHistory(db)).filter(isChanged).map(({ name }) => name)
}

/** Applies what is pending, up to and with the migration `target`; a `fake` one is recorded as applied, and not run. */
export async function upgradeDatabase(db: Kysely<any>, target?: string, provider = files, { fake = false } = {}) {
  const known = await listMigrations(db, provider)
  if (target !== undefined && !known.some(({ name }) => name === target)) throw new Error(`There is no migration ${target}`)
  const withStatus = (wanted: string) => known.filter(({ status }) => status === wanted).map(({ name }) => name)

  const missing = withStatus('missing')
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: ${noFile}`)
  const pending = withStatus('pending').filter((name) => target === undefined || name <= target)
  if (pending.length > 0) await forgetReplaced(db, withStatus('applied'), provider)
  return await runMigrations(db, pending, 'up', provider, fake)
}

/** Not before the next migration comes: until then, what runs of the version before may ask for them. */
async function forgetReplaced(db: Kysely<any>, applied: string[], provider: Migrations) {
  const replaced = [...replacedBy(await provider.getMigrations())].filter(([, by]) => applied.includes(by))
  const names = replaced.map(([name]) => name)
  if (names.length > 0) await db.deleteFrom('kysely_migration').where('name', 'in', names).execute()
}

/** Undoes the last `target` migrations or, given a name, those that were applied after it; `fake` only forgets them. */
export async function downgradeDatabase(db: Kysely<any>, target: number | string, provider = files, { fake = false } = {}) {
  const latest = (await listHistory(db)).map(({ name }) => name).toReversed()
  const steps = typeof target === 'number' ? target : latest.indexOf(target)
  if (steps < 0) throw new Error(`${target} is not an applied migration`)
  return await runMigrations(db, latest.slice(0, steps), 'down', provider, fake)
}
