import type { CreateDb } from './kysely.ts'
import { loadExport } from './load.ts'
import { projectUrl } from './project-url.ts'
import type { Behind } from './protocol.ts'
import { rawQuery } from './replay.ts'

interface Counted {
  readonly table: string
  readonly column: string
  readonly sequence: string
}

/** The sequences of the project's PostgreSQL whose next number a row has already, as after an import. */
export async function readBehind(): Promise<readonly Behind[]> {
  const createDb = await loadExport<CreateDb>('core/database/database.ts', 'createDb')
  const db = createDb(await projectUrl(), { readOnly: true }).withoutPlugins()
  const all = async <Row>(sql: string) => (await db.executeQuery(rawQuery(sql))).rows as Row[]
  const counted = await all<Counted>(listCounted)
  const behind = await Promise.all(
    counted.map(async ({ table, column, sequence }) => {
      const [row] = await all<{ behind: boolean | null }>(`select max(${column}) >= (
        select last_value + is_called::integer from ${sequence}
      ) as behind from ${table}`)
      return row?.behind ? [{ sequence, statement: setTo(table, column, sequence) }] : []
    }),
  )
  return behind.flat()
}

const setTo = (table: string, column: string, sequence: string): string =>
  `select setval('${sequence.replaceAll("'", "''")}', max(${column})) from ${table}`

/** The columns that a sequence counts, all names as SQL has them. */
const listCounted = `
  select pg_class.oid::regclass::text as table, quote_ident(attname) as column, objid::regclass::text as sequence
  from pg_depend
    join pg_class on pg_class.oid = refobjid
    join pg_attribute on attrelid = refobjid and attnum = refobjsubid
    join pg_sequence on seqrelid = objid
  where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype in ('a', 'i')
    and relnamespace = current_schema()::regnamespace and seqincrement = 1
  order by 1, 2`
