import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, it } from 'vitest'
import { paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let shop: string
beforeEach(async () => {
  const cwd = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install'], { cwd })
  shop = path.join(cwd, 'shop')
  await run('feature', 'create', 'customers', 'email:email:unique', 'balance:decimal=10,2')
  await run('feature', 'create', 'orders', 'customer:references', 'paid:boolean:default=false')
  await commit()
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const runJson = async (...args: string[]) => await paxxJson(args, { cwd: shop })
const there = ['switch', '--database', 'postgres', '--no-install']
const back = ['switch', '--database', 'sqlite', '--no-install']
const at = (file: string) => path.join(shop, file)
const read = async (file: string) => await readFile(at(file), 'utf8')
const edit = async (file: string, old: string, fresh: string) => {
  const text = await read(file)
  expect(text).toContain(old)
  await writeFile(at(file), text.replace(old, fresh))
}
const migrations = async () => await readdir(at('migrations'))
async function commit() {
  await execa('git', ['add', '--all'], { cwd: shop })
  await execa('git', ['commit', '--no-verify', '--message', 'more'], { cwd: shop })
}
/** Every file that is neither a migration nor git's own. */
const tree = async () =>
  Object.fromEntries(Object.entries(await snapshot(shop)).filter(([name]) => !/^(migrations|\.git)\//.test(name)))

describe('paxx switch', () => {
  it('plans, with --dry-run, just what it then does, and writes nothing', async () => {
    const before = await snapshot(shop)
    const planned = await runJson(...there, '--dry-run')
    expect(await snapshot(shop)).toEqual(before)
    const done = await runJson(...there)
    const named = (changes: { path: string; status: string }[]) =>
      changes.map(({ path: file, status }) => `${status} ${file.replace(/\d{14}/, '')}`)

    expect(named(done.json['changes'])).toEqual(named(planned.json['changes']))
    expect(named(done.json['changes'])).toEqual(
      expect.arrayContaining([
        'merge .env',
        'create compose.yaml',
        'update core/database/database.ts',
        'delete core/database/sqlite.ts',
        'delete migrations/_create_customers.ts',
        'delete migrations/_create_orders.ts',
        'create migrations/_create_tables.ts',
        'update package.json',
        'update paxx.json',
      ]),
    )
  })

  it('writes one migration in the new dialect, whose name comes after all that were there', async () => {
    const last = (await migrations()).toSorted().at(-1)!
    await run(...there)
    const [file, ...others] = await migrations()
    expect(others).toEqual([])
    expect(file).toMatch(/^\d{14}_create_tables\.ts$/)
    expect(file! > last).toBe(true)
    const source = await read(`migrations/${file}`)
    expect(source).toContain("addColumn('id', 'bigint', (column) => column.notNull().generatedByDefaultAsIdentity()")
    expect(source).toContain("addColumn('balance', 'numeric(10, 2)'")
    expect(source.indexOf("createTable('customers')")).toBeLessThan(source.indexOf("createTable('orders')"))
  })

  it('gives the former tree byte for byte on the way back, the migrations aside, edits included', async () => {
    await edit('app.ts', "  app.route('/', health(lifecycle))", "  app.route('/', health(lifecycle))\n  // mine")
    await edit('settings.ts', "SHUTDOWN_DELAY: '0',", "SHUTDOWN_DELAY: '0',\n    LOG_LEVEL: 'debug',")
    await appendFile(at('core/database/columns.ts'), '\nexport const mine = 1\n')
    await appendFile(at('.env'), 'MINE=1\n')
    await edit('.env', 'DATABASE_URL=sqlite:data/shop.db', 'DATABASE_URL=sqlite:/somewhere/else.db')
    await rm(at('README.md'))
    await commit()
    const before = await tree()

    const { stdout } = await run(...there)
    expect(stdout).toContain('.env: your DATABASE_URL does not fit PostgreSQL, so it is a comment now')
    expect(await read('.env')).toContain('# DATABASE_URL=sqlite:/somewhere/else.db\nDATABASE_URL=\n')
    expect(await read('core/database/columns.ts')).toMatch(/type: `numeric[^]+export const mine = 1\n$/)
    expect(await read('app.ts')).toContain('// mine')
    await commit()
    await run(...back)
    expect(await tree()).toEqual(before)
  })

  it('takes templates of the project’s own along, and what is rendered by them', async () => {
    await run('templates', 'eject', 'feature')
    const template = 'templates/feature/services.ts.eta'
    await edit(template, 'const columns =', '// Ours\nconst columns =')
    await run('templates', 'apply')
    await edit('features/orders/services.ts', '// Ours', '// Ours, and mine')
    await commit()
    const before = await tree()

    await run('switch', '--database', 'mysql', '--no-install')
    for (const [file, comment, insert] of [
      [template, '// Ours\n', "slot('services.insert')"],
      ['features/customers/services.ts', '// Ours\n', 'Number(insertId)'],
      ['features/orders/services.ts', '// Ours, and mine\n', 'Number(insertId)'],
    ] as const) {
      expect(await read(file)).toContain(comment)
      expect(await read(file)).toContain(insert)
      expect(await read(file)).not.toContain('returning')
    }
    await run('feature', 'create', 'tags', 'label:string')
    expect(await read('features/tags/services.ts')).toMatch(/\/\/ Ours\n[^]+Number\(insertId\)/)
    await run('feature', 'remove', 'tags')
    await commit()
    await run(...back)
    expect(await tree()).toEqual(before)
  })

  it('names the migrations that changed rows, and files with SQL', async () => {
    const file = `migrations/20990101000000_rows.ts`
    await writeFile(
      at(file),
      "export async function up(db) {\n  await db.insertInto('customers').values({}).execute()\n}\n",
    )
    await appendFile(at('features/orders/services.ts'), '\nexport const year = sql`strftime(1)`\n')
    await commit()
    const { json } = await runJson(...there)
    const remarks = json['remarks'] as string[]
    expect(remarks).toContain('No row carries over: they stay in the old database, which is left as it is.')
    const listed = (title: RegExp) => remarks[remarks.findIndex((remark) => title.test(remark)) + 1]
    expect(listed(/changed rows/)).toBe(`  ${file}`)
    expect(listed(/Look at the SQL/)).toBe('  features/orders/services.ts')
    expect(remarks.filter((remark) => remark.includes('create_customers'))).toEqual([])
  })

  it('prints nothing of .env', async () => {
    await appendFile(at('.env'), '\nDATABASE_URL_2=hush\n')
    await edit('.env', 'DATABASE_URL=sqlite:', 'DATABASE_URL=sqlite:hush')
    for (const args of [['--diff'], ['--diff', '--json']]) {
      const { stdout } = await run(...there, '--dry-run', ...args)
      expect(stdout).toContain('-DATABASE_URL=***')
      expect(stdout).not.toContain('hush')
    }
  })

  it('stops before the first write where it cannot be merged, and writes markers when told to', async () => {
    await edit('settings.ts', "DATABASE_URL: 'sqlite:data/shop.db'", "DATABASE_URL: 'sqlite:data/mine.db'")
    await commit()
    const before = await snapshot(shop)
    const { exitCode, stderr } = await run(...there)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('settings.ts: you changed the lines')])
    expect(await snapshot(shop)).toEqual(before)

    const { stdout } = await run(...there, '--conflicts', 'markers')
    expect(stdout).toContain('settings.ts has conflict markers: resolve them.')
    expect(await read('settings.ts')).toMatch(/^<{7}/m)
  })

  it('wants all to be committed, because it deletes migrations', async () => {
    await appendFile(at('migrations/mine.ts'), '')
    const before = await snapshot(shop)
    const { json, exitCode } = await runJson(...there)
    expect(exitCode).toBe(1)
    expect(json['error']).toMatchObject({
      code: 'NOT_COMMITTED',
      message: expect.stringContaining('migrations/mine.ts'),
    })
    expect(await snapshot(shop)).toEqual(before)

    await rm(at('.git'), { recursive: true })
    expect((await run(...there)).stderr).toContain('is in no git repository')
    expect((await run(...there, '--allow-dirty')).exitCode).toBe(0)
    expect(await migrations()).toHaveLength(1)
  })

  it.each([
    [['switch'], 'DATABASE_NOT_GIVEN'],
    [['switch', '--database', 'oracle'], 'BAD_ARGUMENTS'],
    [['switch', '--ids', 'uuid'], 'IDS_FIXED'],
  ])('refuses %j as %s', async (args, code) => {
    const { json, exitCode } = await runJson(...args)
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({ ok: false, command: 'switch', error: { code, hint: expect.any(String) } })
  })

  it('has nothing to do where the project is on that database', async () => {
    const before = await snapshot(shop)
    expect(await run('switch', '--database', 'sqlite')).toMatchObject({
      exitCode: 0,
      stdout: 'The project is on SQLite already: nothing to do.',
    })
    expect(await snapshot(shop)).toEqual(before)
  })
})
