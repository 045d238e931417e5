import type { Kysely } from 'kysely'

/** Every table but those of the migrations, and how many rows it has. */
export async function countRows(db: Kysely<any>) {
  const tables = (await db.introspection.getTables()).filter(({ name, isView }) => !isView && !name.startsWith('kysely_migration'))
  const counts = tables.map(async ({ name, schema }) => {
    const from = schema === undefined ? db : db.withSchema(schema)
    const { rows } = await from.withoutPlugins().selectFrom(name).select(({ fn }) => fn.countAll().as('rows')).executeTakeFirstOrThrow()
    return { name, rows: Number(rows) }
  })
  return await Promise.all(counts)
}
