import path from 'node:path'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

type Row = Record<string, string | number | boolean | null>
interface Page {
  readonly items: Row[]
  readonly nextCursor: string | null
}

/** A project of paxx's, loaded into this process, with what stands in its tables. */
export interface Project {
  readonly database: DatabaseSync
  load(file: string): Promise<any>
  list(url: string): Promise<Page>
  /** How SQLite answers what a list asks: the plans of its queries. */
  plans(url: string): Promise<string[]>
  /** The same of anything, and how many rows each query gave. */
  watch(act: () => Promise<unknown>): Promise<{ plans: string[]; counts: number[] }>
  request(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

/** Opens a project on a database of its own, which is migrated. */
export async function openProject(
  folder: string,
  { database: file, env = {} }: { database: string; env?: Record<string, string> },
): Promise<Project> {
  const load = async (name: string) => await import(pathToFileURL(path.join(folder, name)).href)
  const [{ createApp }, { closeResources, openResources }] = [await load('app.ts'), await load('resources.ts')]
  const settings = (await load('settings.ts')).parseSettings({
    NODE_ENV: 'test',
    DATABASE_URL: `sqlite:${file}`,
    ...env,
  })
  const resources = openResources(settings)
  await (await load('core/database/migrations.ts')).upgradeDatabase(resources.db)
  const app = createApp(resources)
  const database = new DatabaseSync(file)

  async function list(url: string): Promise<Page> {
    const answer = (await app.request(url)) as Response
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Page
  }
  return {
    database,
    load,
    list,
    plans: async (url) => (await queriesOf(() => list(url))).flatMap(({ query }) => explain(database, query)),
    async watch(act) {
      const queries = await queriesOf(act)
      return {
        plans: queries.flatMap(({ query }) => explain(database, query)),
        counts: queries.map(({ count }) => count),
      }
    },
    request: async (url, init) => await app.request(url, init),
    async close() {
      database.close()
      await closeResources(resources)
    },
  }
}

function explain(database: DatabaseSync, query: string): string[] {
  // Where a column cannot be null, SQLite does not look for a row in which it is, whatever the plan says.
  const [, table, column] = /from "(\w+)" where .*"(\w+)" is null/.exec(query) ?? []
  const isFalse = database.prepare('select 1 from pragma_table_info(?) where name = ? and "notnull"')
  if (table && column && isFalse.get(table, column)) return []
  const steps = database.prepare(`explain query plan ${query}`).all()
  return steps.map(({ detail }) => String(detail))
}

/** The queries that are run meanwhile, their values in place, and how many rows each gave. */
async function queriesOf(act: () => Promise<unknown>): Promise<{ query: string; count: number }[]> {
  const queries: { query: string; count: number }[] = []
  const { all } = StatementSync.prototype
  StatementSync.prototype.all = function (this: StatementSync, ...values: Parameters<typeof all>) {
    const rows = all.apply(this, values)
    queries.push({ query: this.expandedSQL, count: rows.length })
    return rows
  } as typeof all
  try {
    await act()
    return queries
  } finally {
    StatementSync.prototype.all = all
  }
}
