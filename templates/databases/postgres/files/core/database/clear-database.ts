import { type Kysely, sql } from 'kysely'
import { whileMigrating } from './database.ts'

/** Drops everything in the schema that is used, but for the schema itself and what belongs to an extension. */
export async function clearDatabase(db: Kysely<any>): Promise<void> {
  const clear = async (trx: Kysely<any>) => {
    const { rows } = await listAll.execute(trx)
    for (const { drop } of rows) await sql.raw(drop).execute(trx)
  }
  await whileMigrating(db.withoutPlugins(), (connection) => connection.transaction().execute(clear))
}

/** Tables before the sequences that count their ids, and types last. */
const listAll = sql<{ drop: string }>`
  with kinds (relkind, kind) as (
    values ('r', 'table'), ('p', 'table'), ('f', 'foreign table'), ('v', 'view'), ('m', 'materialized view'), ('S', 'sequence')
  ), all_objects (rank, oid, kind, name) as (
    select case kinds.relkind when 'S' then 2 else 1 end, oid, kind, oid::regclass::text
      from pg_class join kinds on kinds.relkind = pg_class.relkind::text where relnamespace = current_schema()::regnamespace
    union all select 3, oid, 'routine', oid::regprocedure::text
      from pg_proc where pronamespace = current_schema()::regnamespace
    union all select 4, oid, 'type', oid::regtype::text
      from pg_type where typnamespace = current_schema()::regnamespace and typtype in ('e', 'd', 'r')
  )
  select format('drop %s if exists %s cascade', kind, name) as drop from all_objects
  where not exists (select from pg_depend where pg_depend.objid = all_objects.oid and deptype = 'e') order by rank`
