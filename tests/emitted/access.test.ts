import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature, type FeatureRequest } from '../../src/render/features/add.ts'
import { hasBrowser, open, servePage } from './browser.ts'
import { emptyDatabase, testable, testEnv } from './servers.ts'
import { run, serve, shop, succeed } from './shop.ts'
import { toldOnce, userStory } from './users-story.ts'
import { base, write } from './written.ts'

const { extensions } = await loadTemplates()

/** Each way in which rows that have owners, and others, can refer to each other, by JSON and by pages, and a project that has had them for a while. */
const features: readonly FeatureRequest[] = [
  { name: 'categories', access: 'user', options: ['pages'], fields: ['name:string:unique'] },
  {
    name: 'customers',
    access: 'owner',
    options: ['pages'],
    fields: ['email:email:unique', 'name:string', 'parent:references=customers:optional'],
  },
  {
    name: 'orders',
    access: 'owner',
    options: ['versioned', 'pages'],
    fields: [
      'customer:references:many',
      'gift:references=customers:optional:set-null',
      'category:references:unique',
      'total:integer:min=0',
      'status:enum=pending,paid:default=pending',
    ],
  },
  { name: 'invoices', access: 'admin', options: ['pages'], fields: ['order:references:cascade', 'note:text:optional'] },
  { name: 'tags', access: 'owner', timestamps: false, fields: ['label:string:unique'] },
  {
    name: 'taggings',
    access: 'owner',
    primaryKey: ['tag', 'order'],
    fields: [
      'tag:references:cascade',
      'order:references:cascade:many',
      'by:references=customers:optional',
      'weight:float',
    ],
  },
  {
    name: 'order-tags',
    joinsOnly: true,
    primaryKey: ['order', 'tag'],
    fields: ['order:references:cascade', 'tag:references:cascade'],
  },
  {
    name: 'category-customers',
    joinsOnly: true,
    primaryKey: ['category', 'customer'],
    fields: ['category:references:cascade', 'customer:references:cascade'],
  },
  {
    name: 'links',
    access: 'owner',
    primaryKey: ['tag', 'category'],
    fields: ['tag:references', 'category:references'],
  },
]

/** A project that the packed paxx made with users, and all that it depends on. */
async function installed(database: Answers['database']): Promise<string> {
  const folder = path.join(path.dirname(shop), `users-on-${database}`)
  if (existsSync(folder)) return folder
  const args = [
    '--no-install',
    'paxx',
    'bootstrap',
    path.basename(folder),
    '--name',
    'shop',
    '--no-install',
    '--no-git',
  ]
  await succeed('npx', [...args, '--database', database, '--with', 'auth'], { cwd: path.dirname(shop) })
  await succeed('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder })
  return folder
}

async function writeShop(database: Answers['database'], ids: Answers['ids']): Promise<string> {
  const start: Answers = { ...base, database, ids, prefix: '/api', extensions: { auth: {}, html: {}, mail: {} } }
  const answers = features.reduce((sum, request) => addFeature(sum, request, extensions).answers, start)
  return await write(answers, await installed(database))
}

const ids = { sqlite: 'integer', postgres: 'uuid', mysql: 'integer' } as const

it.each(testable)(
  'lets each see his own on %s, as its tests prove, and its models and migrations say',
  async (database) => {
    const cwd = await writeShop(database, ids[database])
    await succeed('npm', ['run', 'check'], { cwd })
    await succeed('npx', ['vitest', 'run', 'features'], { cwd, env: testEnv(database) })
    const url = await emptyDatabase(database)
    if (url === undefined) return
    const env = { DATABASE_URL: url }
    const said = await succeed('node_modules/.bin/paxx', ['db', 'check'], { cwd, env })
    expect(said).toContain('say the same')
    await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
    const { url: api } = await serve('tsx', ['main.ts'], { cwd, env })
    expect(await userStory(api, false)).toEqual({ ...toldOnce, 'has a token': true })
  },
)

describe.skipIf(!hasBrowser())('a browser', () => {
  it('keeps a session for pages of the origins that may, and others neither read nor change anything with it', async () => {
    const page = await servePage(`${userStory}
const [api, ...others] = JSON.parse(decodeURIComponent(location.hash.slice(1)))
const request = async (path, init) => (await fetch(api + path, { credentials: 'include', ...init })).status
const json = (method, body) => ({ method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
const story = await userStory(api, true)

const password = 'a long enough one of ada@example.com'
await request('/auth/sign-in', json('POST', { email: 'ada@example.com', password, cookie: true }))
const seenByOthers = {}
for (const other of others) {
  const told = new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data), { once: true }))
  const frame = document.createElement('iframe')
  frame.src = other + '/#' + encodeURIComponent(api)
  document.body.append(frame)
  seenByOthers[new URL(other).hostname] = await told
}
const stillIn = [await request('/me'), await (await fetch(api + '/me', { credentials: 'include' })).json()]
const result = { story, seenByOthers, stillIn, cookie: document.cookie }
await fetch('/told', { method: 'POST', body: JSON.stringify(result) })`)
    const other = await servePage(`const api = decodeURIComponent(location.hash.slice(1))
const attempt = async (method, path, init) => {
  try {
    return await (await fetch(api + path, { method, credentials: 'include', ...init })).text()
  } catch {
    return 'refused'
  }
}
const form = document.createElement('form')
Object.assign(form, { method: 'post', action: api + '/auth/sign-out', target: 'hidden' })
const hidden = document.createElement('iframe')
hidden.name = 'hidden'
document.body.append(hidden, form)
form.submit()
// An answer without content would load nothing.
await new Promise((resolve) => (hidden.addEventListener('load', resolve), setTimeout(resolve, 1_000)))
parent.postMessage({
  read: await attempt('GET', '/me'),
  list: await attempt('GET', '/auth/tokens'),
  change: await attempt('PATCH', '/me', { body: '{"name":"Mine"}', headers: { 'Content-Type': 'application/json' } }),
  signOut: await attempt('POST', '/auth/sign-out', { mode: 'no-cors' }),
  signOutEverywhere: await attempt('DELETE', '/auth/tokens'),
}, '*')`)
    const cwd = await writeShop('sqlite', 'integer')
    const env = { DATABASE_URL: 'sqlite:data/browsed.db', CORS_ORIGINS: `http://localhost:${page.port}` }
    await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
    const { url: api } = await serve('tsx', ['main.ts'], { cwd, env })

    const others = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${other.port}`)
    await open(`http://localhost:${page.port}/#${encodeURIComponent(JSON.stringify([api, ...others]))}`)
    const refused = Object.fromEntries(
      ['read', 'list', 'change', 'signOut', 'signOutEverywhere'].map((what) => [what, 'refused']),
    )
    expect(await page.told).toEqual({
      story: { ...toldOnce, 'has a token': false },
      seenByOthers: { localhost: refused, '127.0.0.1': refused },
      stillIn: [200, expect.objectContaining({ name: 'ada' })],
      cookie: '',
    })
  })
})

describe('a line that keeps rows to their owners', () => {
  /** Each place of a file where there is one, and what is left of it. */
  const lines: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
    'services.ts': [
      [/\s*\.where\(ownedBy\(user\)\)/g, ''],
      [/\n {2}await requireOwned\(.*\)/g, ''],
      [/ownerId: user\.id/g, 'ownerId: 1'],
    ],
    'relations.ts': [[/scope: ownedBy(, )?/g, '']],
    'routes.ts': [[/\n {2}\.use\(.*\)/g, '']],
    'pages.ts': [[/\n {2}\.use\(.*\)/g, '']],
    'schemas.ts': [[/, ownerId: true|\.omit\(\{ ownerId: true \}\)/g, '']],
  }

  it('is missed by a test, wherever it is taken out', async () => {
    const cwd = await writeShop('sqlite', 'integer')
    const missed: string[] = []
    let tried = 0
    for (const name of ['orders', 'taggings', 'invoices']) {
      for (const [file, patterns] of Object.entries(lines)) {
        const target = path.join(cwd, 'features', name, file)
        if (!existsSync(target)) continue
        const source = await readFile(target, 'utf8')
        const places = patterns.flatMap(([pattern, left]) =>
          [...source.matchAll(pattern)].map((match) => ({ match, left })),
        )
        for (const { match, left } of places) {
          await writeFile(target, source.slice(0, match.index) + left + source.slice(match.index + match[0].length))
          const { exitCode, stdout } = await run('npx', ['vitest', 'run', '--bail', '1', `features/${name}/`], { cwd })
          tried += 1
          if (exitCode === 0) missed.push(`${name}/${file}: ${match[0].trim()}`)
          else expect(stdout).toMatch(/Tests .* failed/)
        }
        await writeFile(target, source)
      }
    }
    expect(missed).toEqual([])
    expect(tried).toBe(30)
  })
})
