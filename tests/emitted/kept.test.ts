import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Schema } from '../../src/schema/schema.ts'
import { readSchemas } from '../../src/tools/schemas.ts'
import type { Failure, Request, SchemasRead } from '../../src/worker/protocol.ts'
import { repo } from '../support.ts'
import { copyOfShop, inShop } from './shop.ts'

/** Says that it ran. */
const migration = (name: string, body: string, head = '') => `import { sql, type Kysely } from 'kysely'
${head}
export async function up(db: Kysely<unknown>): Promise<void> {
  console.log('${name}')
  ${body}
}
export const used = sql
`
const createOrders = `await db.schema.createTable('orders').addColumn('id', 'integer', (column) => column.primaryKey()).execute()`
const insert = 'await sql`insert into orders (id) values (1)`.execute(db)'
/** Fails unless the rows are there that the one before it inserted. */
const copyRows =
  'await sql`create table copies (id integer primary key check (id = (1)))`.execute(db)\n' +
  '  await sql`insert into copies (id) select 1 + count(*) - 1 from orders having count(*) = 1`.execute(db)\n' +
  "  const { rows } = await sql`select * from copies`.execute(db)\n  if (rows.length !== 1) throw new Error('no rows')"

let root: string
const file = (name: string): string => path.join(root, 'migrations', `2026010100000${name}.ts`)
const kept = (): string => path.join(root, 'node_modules/.cache/paxx')
const keptNames = (): string[] => readdirSync(kept()).toSorted()
const write = (name: string, body: string, head?: string): void =>
  writeFileSync(file(name), migration(name, body, head))

/** A project with a node_modules of its own, though all in it is shared, and with two migrations. */
beforeEach(async () => {
  root = await copyOfShop()
  const modules = path.join(root, 'node_modules')
  rmSync(modules)
  mkdirSync(modules)
  for (const name of readdirSync(inShop('node_modules'))) {
    if (name !== '.cache') symlinkSync(inShop('node_modules', name), path.join(modules, name))
  }
  rmSync(path.join(root, 'migrations'), { recursive: true, force: true })
  mkdirSync(path.join(root, 'migrations'))
  write('1', createOrders)
  write('2', insert)
})

interface Reading {
  /** The migrations that ran. */
  readonly ran: string[]
  /** The names of the tables that they all have built. */
  readonly tables: string[]
  readonly schema: Schema
}

function read(side: 'migrations' | 'models' = 'migrations'): Reading {
  const request = JSON.stringify({ from: side, to: { file: ':memory:' }, engine: 'sqlite' } satisfies Request)
  const { output } = spawnSync('node', [path.join(repo, 'dist/worker.js')], {
    cwd: root,
    input: request,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  const answer = JSON.parse(output[3]!) as SchemasRead | { error: Failure }
  if ('error' in answer) throw new Error(answer.error.message)
  const ran = output[1]!.split('\n').filter(Boolean)
  return { ran, tables: answer.from.tables.map(({ name }) => name), schema: answer.from }
}

describe('what the migrations built', () => {
  it('is not built again while they are the same', () => {
    const first = read()
    expect(first).toMatchObject({ ran: ['1', '2'], tables: ['orders'] })
    expect(read()).toEqual({ ...first, ran: [] })
  })

  it('is gone on with by what comes after them, rows and all', () => {
    read()
    write('3', copyRows)
    const added = read()
    expect(added).toMatchObject({ ran: ['3'], tables: ['orders', 'copies'] })
    rmSync(kept(), { recursive: true })
    expect(read()).toEqual({ ...added, ran: ['1', '2', '3'] })
  })

  it('is there again when the last of them goes', () => {
    read()
    write('3', copyRows)
    read()
    rmSync(file('3'))
    expect(read()).toMatchObject({ ran: [], tables: ['orders'] })
  })

  it.each([
    ['an edit of an old one', () => write('1', createOrders.replaceAll("'integer'", "'bigint'"))],
    ['one that comes before them', () => write('0', '')],
    ['another connection', () => writeFileSync(path.join(root, 'core/database/sqlite.ts'), `${sqliteSource()}\n`)],
  ])('is built again after %s', (_, change) => {
    read()
    change()
    expect(read().ran).toEqual(readdirSync(path.join(root, 'migrations')).map((name) => name.at(-4)))
  })

  it('is built again, and right, when what was kept is broken', () => {
    const first = read()
    for (const name of keptNames())
      writeFileSync(path.join(kept(), name), readFileSync(path.join(kept(), name)).subarray(9))
    expect(read()).toEqual(first)
    expect(read()).toEqual({ ...first, ran: [] })
  })

  it('is read where nothing can be kept', () => {
    mkdirSync(path.dirname(kept()), { recursive: true })
    writeFileSync(kept(), 'No folder.')
    const first = read()
    expect(first).toMatchObject({ ran: ['1', '2'], tables: ['orders'] })
    expect(read()).toEqual(first)
  })

  it.each([
    ['imports a file of the project', 'if (name) return', "import { name } from '../name.ts'"],
    ['reads the environment', 'if (process.env.NEVER) return', ''],
  ])('is built again from the first that %s', (_, body, head) => {
    writeFileSync(path.join(root, 'name.ts'), `export const name = 'orders'\n`)
    write('3', body, head)
    write('4', '')
    expect(read().ran).toEqual(['1', '2', '3', '4'])
    expect(read().ran).toEqual(['3', '4'])
  })

  it.each([
    ['a temporary table', 'await sql`create temp table drafts (id integer)`.execute(db)'],
    ['an open transaction', 'await sql`begin`.execute(db)'],
    ['another database', "await sql`attach ':memory:' as other`.execute(db)"],
  ])('is not gone on with when the connection has %s', (_, body) => {
    write('2', body)
    read()
    write('3', '')
    expect(read().ran).toEqual(['1', '2', '3'])
  })

  it('is whole for each of several that read at once', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 6 }, () => readSchemas(root, 'migrations', 'migrations', { verbose: false })),
    )
    for (const other of others) expect(other).toEqual(first)
    expect(keptNames().filter((name) => name.endsWith('.draft'))).toEqual([])
    expect(read().ran).toEqual([])
  })
})

describe('the tables of models', () => {
  const model = (table: string, options = '') => `import { z } from 'zod'
import { table } from '#core/database/model.ts'

export const Model = table('${table}', { name: z.string() }${options})
`
  const writeModel = (feature: string, text: string): void => {
    mkdirSync(path.join(root, 'features', feature), { recursive: true })
    writeFileSync(path.join(root, 'features', feature, 'models.ts'), text)
  }

  it('are what they are when nothing is kept, after each change', () => {
    const changes = [
      () => writeModel('orders', model('orders')),
      () => writeModel('customers', model('customers')),
      () => writeModel('orders', model('orders', ", { indexes: [['name']] }")),
      () => rmSync(path.join(root, 'features/customers'), { recursive: true }),
    ]
    for (const change of changes) {
      change()
      const quick = read('models')
      expect(quick).toEqual(read('models'))
      rmSync(kept(), { recursive: true })
      expect(quick).toEqual(read('models'))
    }
  })

  it('may have comments in their SQL', () => {
    const partial = "{ on: ['name'], where: 'name is not null -- always' }"
    writeModel('orders', model('orders', `, { indexes: [${partial}, ['createdAt', 'name']] }`))
    expect(read('models').schema.tables[0]!.indexes).toHaveLength(3)
  })

  it('are refused when two of them have one index, whether they are kept or not', () => {
    writeModel('orders', model('orders', ", { indexes: [{ on: ['name'], name: 'twice' }] }"))
    read('models')
    writeModel('customers', model('customers', ", { indexes: [{ on: ['name'], name: 'twice' }] }"))
    expect(() => read('models')).toThrow('twice')
    expect(() => read('models')).toThrow('twice')
  })
})

const sqliteSource = (): string => readFileSync(path.join(root, 'core/database/sqlite.ts'), 'utf8')
