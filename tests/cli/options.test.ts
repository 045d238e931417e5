import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerAllOn, paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let shop: string
beforeEach(async () => {
  const folder = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git'], { cwd: folder })
  shop = path.join(folder, 'shop')
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const failure = async (...args: string[]) => (await paxxJson(args, { cwd: shop })).json
const read = async (file: string) => await readFile(path.join(shop, file), 'utf8')
const optionsOf = async (name: string) => JSON.parse(await read('paxx.json')).features[name].options
const migrations = async () => (await readdir(path.join(shop, 'migrations'))).map((file) => file.slice(15, -3))
const treeOf = async () =>
  Object.fromEntries(Object.entries(await snapshot(shop)).filter(([file]) => !file.startsWith('migrations')))

describe('paxx feature create', () => {
  it('keeps what a flag says, and shows it', async () => {
    await run('feature', 'create', 'orders', 'total:integer', '--versioned')
    expect(await optionsOf('orders')).toEqual(['versioned'])
    expect((await run('feature', 'list')).stdout).toMatch(/^orders +\/orders +versioned +total:integer/m)
    expect((await paxxJson(['feature', 'list'], { cwd: shop })).json['features']).toMatchObject([
      { options: ['versioned'] },
    ])
  })

  it.each([
    ['nothing', '\r', undefined],
    ['the first', ' \r', ['versioned']],
    ['both', ' \u001b[B \r', ['versioned', 'bulk']],
  ])('asks on a terminal what else it is to have: %s', async (_, keys, options) => {
    const answers = { 'What else is it to have?': keys }
    await answerAllOn(['feature', 'create', 'orders', 'total:integer'], answers, shop)
    expect(await optionsOf('orders')).toEqual(options)
  })
})

describe('paxx feature version', () => {
  it('comes later, with its migration and what deletes such rows, and goes again, and edits stay', async () => {
    await run('feature', 'create', 'customers', 'name:string')
    await run('feature', 'create', 'orders', 'customer:references')
    const services = await read('features/customers/services.ts')
    const edited = services.replace('export async function list', '/** Mine. */\nexport async function list')
    await writeFile(path.join(shop, 'features/customers/services.ts'), edited)
    const before = await treeOf()

    expect(await run('feature', 'version', 'customers')).toMatchObject({ exitCode: 0 })
    expect(await read('features/customers/services.ts')).toContain('/** Mine. */')
    expect(await read('features/customers/routes.ts')).toContain('ifMatch')
    expect(await read('features/orders/orders.test.ts')).toContain("'If-Match': '*'")
    expect(await failure('feature', 'version', 'customers')).toMatchObject({ error: { code: 'OPTION_SAME' } })

    await run('feature', 'version', 'customers', '--off')
    expect(await treeOf()).toEqual(before)
    expect(await failure('feature', 'version', 'customers', '--off')).toMatchObject({ error: { code: 'OPTION_SAME' } })
    expect((await migrations()).slice(-2)).toEqual(['add_version_to_customers', 'take_version_from_customers'])
  })

  it('survives what else changes a feature', async () => {
    await run('feature', 'create', 'orders', 'total:integer', '--versioned')
    await run('field', 'add', 'orders', 'notes:text:optional')
    await run('field', 'rename', 'orders', 'notes', 'remarks')
    await run('feature', 'rename', 'orders', 'purchases')
    expect(await optionsOf('purchases')).toEqual(['versioned'])
    expect(await failure('field', 'add', 'purchases', 'version:integer', '--fill', 'version=0')).toMatchObject({
      error: { code: 'FIELD_TAKEN' },
    })
  })
})

describe('paxx feature bulk', () => {
  it('comes later, without a migration, and goes again', async () => {
    await run('feature', 'create', 'orders', 'total:integer')
    const before = await treeOf()
    const { exitCode, stdout } = await run('feature', 'bulk', 'orders')
    expect([exitCode, stdout.includes('db upgrade')]).toEqual([0, false])
    expect(await read('app.ts')).toContain("app.route('/orders.csv', ordersCsv)")
    expect(await read('features/orders/routes.ts')).toContain("'/batch'")

    await run('feature', 'bulk', 'orders', '--off')
    expect(await treeOf()).toEqual(before)
    expect(await migrations()).toEqual(['create_orders'])
  })
})
