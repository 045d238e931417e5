import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, databases } from '../../src/render/answers.ts'
import { generatesOf } from '../../src/render/extensions/generates.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { snapshot, temporaryFolder } from '../support.ts'
import { coveringTrials } from './covering.ts'
import { nameDatabase } from './mysql.ts'
import { testable, testEnv } from './servers.ts'
import { serve, shop, succeed } from './shop.ts'
import { bootstrap, shopWithAll } from './with-all.ts'
import { base, write } from './written.ts'

type Database = Answers['database']

const known = (await loadTemplates()).extensions
const extensions = Object.keys(known).toSorted()

const withRequired = (name: string): string[] => [name, ...known[name]!.manifest.requires.flatMap(withRequired)]

/** Each alone and each two, with what they require. */
const upToTwo = extensions.flatMap((one, index) =>
  extensions.slice(index).map((other) => [...new Set([one, other].flatMap(withRequired))].toSorted()),
)
const together = databases.map((database) => ({ database, subset: extensions }))
const trials =
  process.env['SUBSETS'] === 'all'
    ? databases.flatMap((database) => [extensions, ...upToTwo].map((subset) => ({ database, subset })))
    : [...together, ...coveringTrials(extensions, databases, withRequired, together)]

/** All together on each database, and so many subsets that every two are met with and without each other. */
const triedOn = (database: Database) =>
  new Map(trials.filter((trial) => trial.database === database).map(({ subset }) => [subset.join(' and '), subset]))

/** A place for a project's rows. */
const urls: Record<Database, (installed: string) => string> = {
  sqlite: () => 'sqlite:data/built.db',
  postgres: () => 'pglite:data/built',
  mysql: nameDatabase,
}

/** All of a project, but for its own password, and for what stays: migrations, and in .env the secret that an extension was given. */
async function treeOf(folder: string): Promise<Record<string, unknown>> {
  const env = await readFile(path.join(folder, '.env'), 'utf8')
  const files = Object.entries(await snapshot(folder)).filter(([file]) => !file.startsWith('migrations'))
  return {
    ...Object.fromEntries(files),
    '.env': env.replaceAll(/(?<=PASSWORD=).+|^(\w+_SECRET|ADMIN_PASSWORD)=.*\n/gm, ''),
  }
}

async function bootstrapPlain(database: Database) {
  const folder = path.join(await temporaryFolder(), 'plain')
  await bootstrap(folder, database)
  return await treeOf(folder)
}

/** All that somebody does with a project before it serves, as its package.json has it. */
async function build(
  cwd: string,
  generates: readonly string[],
  scripts: readonly string[],
  env: Record<string, string>,
  inTests: Record<string, string>,
): Promise<void> {
  for (const script of generates) await succeed('npm', ['run', script], { cwd, env: inTests })
  await Promise.all(scripts.map((script) => succeed('npm', ['run', script], { cwd, env: inTests })))
  await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
  // What extensions say of their tables, of which migrations are made, is what their models say.
  expect(await succeed('node_modules/.bin/paxx', ['db', 'check'], { cwd, env })).toContain('say the same')
}

/** The settings of extensions that production has no default for. */
const neededInProduction: Readonly<Record<string, Record<string, string>>> = {
  mail: { MAIL_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'shop@example.com' },
  auth: { APP_URL: 'https://shop.example' },
  jwt: { JWT_SECRET: 'x'.repeat(32) },
  redis: { REDIS_URL: 'memory:' },
}

const parcel = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ label: 'Fragile' }),
}

describe.each(testable)('on %s', (database) => {
  let tree: ReturnType<typeof treeOf> | undefined
  const plainTree = () => (tree ??= bootstrapPlain(database))

  it.each([...triedOn(database)])(
    'passes its checks and its tests, and all together build, start and serve: %s',
    async (_, subset) => {
      const chosen = Object.fromEntries(subset.map((name) => [name, {}]))
      const plain = { ...base, database, extensions: chosen }
      // Where there are users, what is open to all fails their tests.
      const isOpen = !subset.includes('auth')
      const access = isOpen ? undefined : 'owner'
      const { answers } = addFeature(plain, { name: 'parcels', fields: ['label:string'], access }, known)
      const installed = await shopWithAll(database)
      const cwd = await write(answers, installed)
      const needed = subset.flatMap((name) => Object.entries(neededInProduction[name] ?? {}))
      const env = { DATABASE_URL: urls[database](installed), ...Object.fromEntries(needed) }
      const generates = generatesOf(answers, known).map(({ script }) => script)
      // What is built and served is what all together are, unless all subsets are asked for.
      const isBuilt = subset === extensions || process.env['SUBSETS'] === 'all'
      await build(cwd, generates, ['check', 'test', ...(isBuilt ? ['build'] : [])], env, testEnv(database))
      if (!isBuilt) return
      const { url } = await serve('node', ['dist/main.js'], { cwd, env })
      expect((await fetch(`${url}/ready`)).status).toBe(200)
      if (isOpen) {
        expect((await fetch(`${url}/parcels`, parcel)).status).toBe(201)
        expect(await (await fetch(`${url}/parcels`)).json()).toMatchObject({ items: [{ label: 'Fragile' }] })
      }
      const answer = await fetch(`${url}/me`)
      expect(answer.status).toBe(isOpen ? 404 : 401)
      expect(answer.headers.has('ratelimit')).toBe(subset.includes('redis'))
    },
  )

  it.each([...triedOn(database)])(
    'is the plain project, byte for byte, once these are removed: %s',
    async (_, subset) => {
      const cwd = path.join(await temporaryFolder(), 'shop')
      await bootstrap(cwd, database, '--with', subset.join(','))
      await succeed(path.join(path.dirname(shop), 'node_modules/.bin/paxx'), ['remove', ...subset], { cwd })
      expect(await treeOf(cwd)).toEqual(await plainTree())
    },
  )
})
