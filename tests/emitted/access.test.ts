import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature, type FeatureRequest } from '../../src/render/features/add.ts'
import { emptyDatabase, testable, testEnv } from './servers.ts'
import { run, shop, succeed } from './shop.ts'
import { base, write } from './written.ts'

const { extensions } = await loadTemplates()

/** Each way in which rows that have owners, and others, can refer to each other, and a project that has had them for a while. */
const features: readonly FeatureRequest[] = [
  { name: 'categories', access: 'user', fields: ['name:string:unique'] },
  {
    name: 'customers',
    access: 'owner',
    fields: ['email:email:unique', 'name:string', 'parent:references=customers:optional'],
  },
  {
    name: 'orders',
    access: 'owner',
    fields: [
      'customer:references',
      'gift:references=customers:optional:set-null',
      'category:references:unique',
      'total:integer:min=0',
      'status:enum=pending,paid:default=pending',
    ],
  },
  { name: 'invoices', access: 'admin', fields: ['order:references:cascade', 'note:text:optional'] },
  { name: 'tags', access: 'owner', timestamps: false, fields: ['label:string:unique'] },
  {
    name: 'taggings',
    access: 'owner',
    primaryKey: ['tag', 'order'],
    fields: ['tag:references:cascade', 'order:references:cascade', 'by:references=customers:optional', 'weight:float'],
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
  const start: Answers = { ...base, database, ids, extensions: { auth: {}, mail: {} } }
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
    const said = await succeed('node_modules/.bin/paxx', ['db', 'check'], { cwd, env: { DATABASE_URL: url } })
    expect(said).toContain('say the same')
  },
)

describe('a line that keeps rows to their owners', () => {
  /** Each place of a file where there is one, and what is left of it. */
  const lines: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
    'services.ts': [
      [/\s*\.where\(ownedBy\(user\)\)/g, ''],
      [/\n {2}await requireOwned\(.*\)/g, ''],
      [/ownerId: user\.id/g, 'ownerId: 1'],
    ],
    'relations.ts': [[/, ownedBy(?=\))/g, '']],
    'routes.ts': [[/\n {2}\.use\(.*\)/g, '']],
    'schemas.ts': [[/, ownerId: true|\.omit\(\{ ownerId: true \}\)/g, '']],
  }

  it('is missed by a test, wherever it is taken out', async () => {
    const cwd = await writeShop('sqlite', 'integer')
    const missed: string[] = []
    let tried = 0
    for (const name of ['orders', 'taggings', 'invoices']) {
      for (const [file, patterns] of Object.entries(lines)) {
        const target = path.join(cwd, 'features', name, file)
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
    expect(tried).toBe(26)
  })
})
