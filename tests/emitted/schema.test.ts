import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { addFeature } from '../../src/render/features/add.ts'
import { compare } from '../../src/schema/compare.ts'
import { describe as listDifferences } from '../../src/schema/describe.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { keepUnspoken } from '../../src/schema/unspoken.ts'
import { isCurrentNode } from '../../src/tools/node.ts'
import { readSchemas } from '../../src/tools/schemas.ts'
import { repo, temporaryFolder } from '../support.ts'
import { scenarios } from './scenarios.ts'
import { copyOfShop, machinePath, shop } from './shop.ts'
import { base, write } from './written.ts'

const quietly = { verbose: false }
const readBoth = (root: string) => readSchemas(root, 'migrations', 'models', quietly)

describe('models and migrations of a project say the same', () => {
  it.each(Object.entries(scenarios))('%s', async (name, { ids, features: requests }) => {
    const answers = requests.reduce((sum, request) => addFeature(sum, request).answers, { ...base, ids })
    const { from, to } = await readBoth(await write(answers))
    expect(from.tables).toHaveLength(requests.length)
    // Of names that are too long for other engines, models have shorter ones.
    const target = name.includes('longest') ? keepUnspoken(to, from, sqlite) : to
    expect(listDifferences(compare(from, target, sqlite))).toEqual([])
  })
})

const model = (columns: string, options = '') => `import { z } from 'zod'
import { column, references } from '#core/database/columns.ts'
import { table } from '#core/database/model.ts'

export const Order = table('orders', { ${columns} }${options && `, { ${options} }`})
export const used = { z, column, references }
`

const migration = (body: string) => `import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  ${body}
}
export const used = sql
`

/** A project with a model of orders and a migration. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await copyOfShop()
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  return root
}
const orders = 'features/orders/models.ts'
const first = 'migrations/20260101000000_first.ts'

describe('the schema of a project', () => {
  it('is empty without models and migrations', async () => {
    const empty = { engine: 'sqlite', tables: [], views: [] }
    expect(await readBoth(await project({}))).toEqual({ from: empty, to: empty })
  })

  it('is read whatever the code of the project prints, and leaves open', async () => {
    const noise = `console.log('{"from":1}')\nconsole.error('noise')\nsetInterval(() => {}, 1_000)\n`
    const root = await project({
      [orders]: noise + model('total: z.int()'),
      [first]:
        noise +
        migration(`console.log('up')\n  await db.schema.createTable('orders').addColumn('id', 'integer').execute()`),
    })
    const { from, to } = await readBoth(root)
    expect([from, to].map(({ tables }) => tables.map(({ name }) => name))).toEqual([['orders'], ['orders']])
  })

  it('is read by tsx where Node.js cannot load what the project says', async () => {
    const status = `enum Status { open = 'open' }\n`
    const name = `import { name } from '../name'\n`
    const root = await project({
      'name.ts': `export const name: string = 'orders'\n`,
      [orders]: status + model('status: z.literal(Status.open)'),
      [first]: name + migration(`await db.schema.createTable(name).addColumn('id', 'integer').execute()`),
    })
    const { from, to } = await readBoth(root)
    expect([from, to].map(({ tables }) => tables.map((table) => table.name))).toEqual([['orders'], ['orders']])
  })

  it('has no default that is another each time', async () => {
    const usual = [
      'day: z.iso.date().default(() => new Date().toISOString().slice(0, 10))',
      'at: z.int().default(() => Math.floor(Date.now() / 1_000))',
      'token: z.uuid().default(() => crypto.randomUUID())',
      'list: z.array(z.string()).default(() => [])',
      'sorted: z.int().default(Date.UTC(2026, 0, 1))',
    ]
    const { to } = await readBoth(await project({ [orders]: model(usual.join(', ')) }))
    const defaults = to.tables[0]!.columns.flatMap(({ name, default: value }) => (value ? [`${name} ${value}`] : []))
    expect(defaults).toEqual([
      "list '[]'",
      'sorted 1767225600000',
      "created_at strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
      "updated_at strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    ])
  })

  it('has what a model says in a few words', async () => {
    const options = `indexes: [['total', 'createdAt desc'], { on: ['lower(code)'], unique: true, where: 'total > 0' }], checks: ['total >= 0']`
    const columns = `code: z.string().register(column, { type: 'varchar(80)' }), total: z.int(), parentId: references('orders', { onDelete: 'set null', onUpdate: 'cascade' }).nullable()`
    const { to } = await readBoth(await project({ [orders]: model(columns, options) }))
    expect(to.tables[0]).toMatchObject({
      columns: expect.arrayContaining([expect.objectContaining({ name: 'code', type: 'varchar(80)' })]),
      foreignKeys: [{ columns: ['parent_id'], table: 'orders', onDelete: 'set null', onUpdate: 'cascade' }],
      checks: [{ expression: 'total >= 0' }],
    })
    expect(to.tables[0]!.indexes.map(({ name, unique, where }) => [name, unique, where])).toEqual([
      ['orders_parent_id_index', false, undefined],
      ['orders_created_at_index', false, undefined],
      ['orders_total_created_at_index', false, undefined],
      ['orders_lower_code_unique', true, 'total > 0'],
    ])
  })

  it('of migrations is built without the keys, by all of them in order', async () => {
    const root = await project({
      'migrations/20260101000001_second.ts': migration('await sql`alter table parents rename to owners`.execute(db)'),
      [first]: migration(
        [
          'create table children (parent_id integer references parents (id) on delete cascade)',
          'insert into children values (42)',
          'create table parents (first_name text, id integer primary key)',
        ]
          .map((statement) => `await sql\`${statement}\`.execute(db)`)
          .join('\n  '),
      ),
      'migrations/notes.md': 'nothing',
      'migrations/helper.ts': 'export const nothing = 1\n',
    })
    const { from } = await readBoth(root)
    expect(from.tables.map(({ name }) => name).toSorted()).toEqual(['children', 'owners'])
    expect(from.tables.find(({ name }) => name === 'children')!.foreignKeys[0]!.table).toBe('owners')
  })

  it.each<[string, Record<string, string>, string, string]>([
    ['MODULE_FAILED', { [orders]: "throw new Error('no\\n  luck')" }, `${orders}: no · luck`, '--verbose'],
    ['MODULE_FAILED', { [orders]: 'const = 5' }, `${orders}: Transform failed`, ''],
    ['MODULE_FAILED', { [orders]: "import 'nothing-of-it'" }, "Cannot find package 'nothing-of-it'", ''],
    ['MODULE_FAILED', { [orders]: 'process.exit(0)' }, `${orders}: it ends the process`, '--verbose'],
    ['MODULE_FAILED', { [orders]: 'await new Promise(() => {})' }, `${orders}: it ends the process`, '--verbose'],
    [
      'MODULE_FAILED',
      { [orders]: `setTimeout(() => { throw new Error('late') })\nawait new Promise(() => {})` },
      `${orders}: late`,
      '',
    ],
    ['PROJECT_FAILED', { [orders]: "process.kill(process.pid, 'SIGKILL')" }, 'ended: SIGKILL', '--verbose'],
    [
      'MODULE_FAILED',
      { [orders]: "await new Promise(() => setTimeout(() => { throw new Error('late') }))" },
      `${orders}: late`,
      '',
    ],
    ['MODEL_TYPE_UNKNOWN', { [orders]: model('at: z.date()') }, `${orders}: \`at\` is a z.date()`, 'datetime()'],
    [
      'MODEL_REFERENCE_UNKNOWN',
      { [orders]: model("userId: references('users')") },
      '`userId` refers to `users.id`',
      'orders',
    ],
    [
      'MODEL_TABLE_TWICE',
      { [orders]: model('a: z.int()'), 'features/copies/models.ts': model('a: z.int()') },
      'features/copies/models.ts',
      'Rename',
    ],
    [
      'MODEL_REFUSED',
      { [orders]: model('a: z.int()', "checks: ['b > 0']") },
      `${orders}: no such column: b`,
      'table orders',
    ],
    [
      'MIGRATION_FAILED',
      { [first]: migration('await sql`nonsense`.execute(db)') },
      `${first}: near "nonsense"`,
      'empty',
    ],
    ['MODULE_FAILED', { [first]: 'throw 5' }, `${first}: 5`, ''],
  ])('%s', async (code, files, message, hint) => {
    const failed = readBoth(await project(files))
    await expect(failed).rejects.toThrow(message)
    await expect(failed).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) })
  })

  it('of another version, which has it elsewhere, is not read, and what to do is said', async () => {
    const root = await project({})
    await rename(path.join(root, 'core/database'), path.join(root, 'core/data'))
    const failed = readBoth(root)
    await expect(failed).rejects.toThrow('There is no core/database/')
    await expect(failed).rejects.toMatchObject({ code: 'CORE_MISSING', hint: expect.stringContaining('paxx upgrade') })
  })

  it('that cannot be read has the stack of what failed', async () => {
    const root = await project({ [orders]: "function here() {\n  throw new Error('no')\n}\nhere()" })
    await expect(readBoth(root)).rejects.toMatchObject({
      stack: expect.stringMatching(/at here .*orders\/models\.ts:2/),
    })
  })

  it('needs its dependencies', async () => {
    const root = await project({})
    await rm(path.join(root, 'node_modules'))
    await expect(readBoth(root)).rejects.toMatchObject({ code: 'NOT_INSTALLED' })
  })
})

describe('the schema of a database', () => {
  const database = async (...statements: string[]) => {
    const file = path.join(await temporaryFolder(), 'some where.db')
    const sqlite3 = new DatabaseSync(file)
    statements.forEach((statement) => sqlite3.exec(statement))
    sqlite3.close()
    return file
  }
  const between = (from: string, to: string) => readSchemas(undefined, from, to, quietly)

  it('is read outside any project, and in one', async () => {
    const file = await database('pragma journal_mode = wal', 'create table a (b text)')
    const before = readFileSync(file)
    for (const root of [undefined, shop]) {
      const { from, to } = await readSchemas(root, `sqlite:${file}`, 'sqlite::memory:', quietly)
      expect([from, to].map(({ tables }) => tables.map(({ name }) => name))).toEqual([['a'], []])
    }
    expect(readFileSync(file)).toEqual(before)
  })

  it('is refused where there is none', async () => {
    const text = path.join(await temporaryFolder(), 'text.db')
    writeFileSync(text, 'this is no database, and is long enough to be taken for one: '.repeat(20))
    await expect(between('sqlite:nothing.db', 'sqlite::memory:')).rejects.toMatchObject({
      code: 'DATABASE_MISSING',
      message: `There is no database ${path.resolve('nothing.db')}.`,
    })
    await expect(between(`sqlite:${text}`, 'sqlite::memory:')).rejects.toMatchObject({ code: 'DATABASE_UNREADABLE' })
    await expect(between('models', 'sqlite::memory:')).rejects.toMatchObject({ code: 'NOT_A_PROJECT' })
    await expect(between('oracle://localhost', 'sqlite::memory:')).rejects.toMatchObject({ code: 'SCHEMA_UNKNOWN' })
  })

  const version = execFileSync('node', ['-p', 'process.versions.node'], {
    env: { PATH: machinePath },
    encoding: 'utf8',
  })
  it.skipIf(isCurrentNode(version))('needs a Node.js that has SQLite', () => {
    const request = JSON.stringify({ from: { file: ':memory:' }, to: { file: ':memory:' }, engine: 'sqlite' })
    const { output } = spawnSync('node', [path.join(repo, 'dist/worker.js')], {
      env: { PATH: machinePath },
      input: request,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      encoding: 'utf8',
    })
    expect(JSON.parse(output[3]!)).toMatchObject({
      error: { code: 'NODE_TOO_OLD', message: expect.stringContaining('24.16') },
    })
  })
})
