import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

interface Query {
  readonly sql: string
  readonly parameters: readonly unknown[]
}
interface Served {
  request(path: string, init?: RequestInit): Promise<Response>
  /** How the server answers what is asked meanwhile: by the statements, as text. */
  plansOf(act: () => Promise<unknown>): Promise<{ sql: string; plan: string }[]>
}

/** A project, loaded into this process, on a database of a server, which is migrated. */
export async function openServed(folder: string, url: string, env: Record<string, string>): Promise<Served> {
  const load = async (name: string) => await import(pathToFileURL(path.join(folder, name)).href)
  const { CompiledQuery } = createRequire(path.join(folder, 'package.json'))('kysely')
  const [{ createApp }, { closeResources, openResources }] = [await load('app.ts'), await load('resources.ts')]
  const { createDb } = await load('core/database/database.ts')
  const settings = (await load('settings.ts')).parseSettings({ NODE_ENV: 'test', DATABASE_URL: url, ...env })
  const asked: Query[] = []
  const resources = openResources(settings)
  const db = createDb(url, { log: ({ query }: { query: Query }) => asked.push(query) })
  onTestFinished(async () => {
    await db.destroy()
    await closeResources(resources)
  })
  await (await load('core/database/migrations.ts')).upgradeDatabase(db)
  const app = createApp({ ...resources, db })
  return {
    request: async (at, init) => await app.request(at, init),
    async plansOf(act) {
      asked.length = 0
      await act()
      const queries = asked.splice(0).filter(({ sql }) => sql.startsWith('select'))
      return await Promise.all(
        queries.map(async ({ sql, parameters }) => {
          const { rows } = await db.withoutPlugins().executeQuery(CompiledQuery.raw(`explain ${sql}`, parameters))
          return { sql, plan: rows.map((step: object) => Object.values(step).join(' ')).join('\n') }
        }),
      )
    },
  }
}
