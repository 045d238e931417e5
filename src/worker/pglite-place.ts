import { failed } from './load.ts'
import { openScratch, type Place, type Scratch } from './postgres-scratch.ts'

let opened: Promise<Scratch> | undefined

/** The project's own PGlite, in memory and with nothing in it: it takes its time to start, so there is one for all. */
async function empty(): Promise<Scratch> {
  const used = await opened
  if (used && (await isEmptied(used).catch(() => false))) return used
  await used?.db.destroy()
  opened = open()
  return await opened
}

export const pglite: Place = { spelling: '', empty }

async function open(): Promise<Scratch> {
  const scratch = await openScratch('pglite::memory:')
  await isEmptied(scratch).catch((error: unknown) => {
    throw failed('MODULE_FAILED', 'core/database/pglite.ts', error, 'It opens PGlite: mend it, or what it asks for.')
  })
  return scratch
}

/** Drops what is in all schemas, and says whether that is all that there was: a role, for one, is in none. */
async function isEmptied({ all }: Scratch): Promise<boolean> {
  for (const sql of ['rollback', dropSchemas, 'create schema public']) await all(sql)
  return (await all(outsideSchemas)).length === 0
}

const dropSchemas = `do $$ declare name text; begin
  for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
    execute format('drop schema %I cascade', name);
  end loop;
end $$`

/** What somebody made has a greater number than what PostgreSQL comes with. */
const outsideSchemas = [
  'roles',
  'extension',
  'event_trigger',
  'publication',
  'foreign_data_wrapper',
  'language',
  'cast',
]
  .map((catalogue) => `select 1 from pg_${catalogue} where oid >= 16384`)
  .concat('select 1 from pg_db_role_setting')
  .join(' union all ')
