import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerAllOn, paxx, paxxJson, temporaryFolder } from '../support.ts'
import { door } from '../unit/provider.ts'

let shop: string
beforeEach(async () => {
  const folder = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git'], { cwd: folder })
  shop = path.join(folder, 'shop')
  for (const [file, text] of door().files) {
    const target = path.join(folder, 'door', file)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, text)
  }
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const create = async (name: string, ...args: string[]) => await run('feature', 'create', name, 'name:string', ...args)
const failure = async (...args: string[]) => (await paxxJson(args, { cwd: shop })).json
const addDoor = async () => await run('add', '../door', '--trust', '--no-install')
const read = async (file: string) => await readFile(path.join(shop, file), 'utf8')
const accessOf = async (name: string) => JSON.parse(await read('paxx.json')).features[name].access
const migrations = async () => (await readdir(path.join(shop, 'migrations'))).map((file) => file.slice(15, -3))

describe('without an extension that says who asks', () => {
  it('is for everybody, and a flag says what is missing', async () => {
    expect(await failure('feature', 'create', 'orders', 'name:string', '--owner')).toMatchObject({
      error: { code: 'ACCESS_UNPROVIDED', message: expect.stringContaining('`--owner`') },
    })
    await create('orders', '--public')
    expect(await accessOf('orders')).toBeUndefined()
    expect(await failure('feature', 'access', 'orders', 'auth')).toMatchObject({ error: { code: 'ACCESS_UNPROVIDED' } })
  })
})

describe('paxx add, of one that says who asks', () => {
  it('lists what everybody may use, in an order in which it can be closed', async () => {
    await create('customers')
    await create('orders', 'customer:references')
    const { stdout } = await addDoor()
    const commands = [...stdout.matchAll(/npx paxx (feature access \w+) auth/g)].map(([, command]) => command!)
    expect(commands).toEqual(['feature access orders', 'feature access customers'])
    for (const command of commands) {
      expect(await run(...command.split(' '), 'owner', '--fill', 'owner=1')).toMatchObject({ exitCode: 0 })
    }
    expect((await run('feature', 'list')).stdout).toMatch(/^orders +\/orders +owner +name:string/m)
  })
})

describe('paxx feature create', () => {
  it('is for whoever is signed in, unless a flag says otherwise', async () => {
    await addDoor()
    for (const [name, flags, access] of [
      ['orders', [], 'user'],
      ['customers', ['--owner'], 'owner'],
      ['products', ['--admin'], 'admin'],
      ['news', ['--public'], undefined],
    ] as const) {
      const { stdout } = await create(name, ...flags)
      expect(await accessOf(name)).toBe(access)
      expect(stdout.includes('Authorization')).toBe(access !== undefined)
    }
    expect(await failure('feature', 'create', 'tags', 'name:string', '--owner', '--public')).toMatchObject({
      error: { code: 'ACCESS_AMBIGUOUS' },
    })
  })
})

describe('paxx feature create, on a terminal', () => {
  const nothingElse = { 'What else is it to have?': '\r' }

  it.each([
    ['as it is asked first', '\r', 'user'],
    ['as it is chosen', '\u001b[A\r', 'owner'],
  ])('asks who may use it: %s', async (_, keys, access) => {
    await addDoor()
    await answerAllOn(['feature', 'create', 'orders', 'name:string'], { 'Who may use it?': keys, ...nothingElse }, shop)
    expect(await accessOf('orders')).toBe(access)
  })

  it('asks nobody where a flag says it, or nothing in the project knows', async () => {
    expect(await answerAllOn(['feature', 'create', 'news', 'name:string'], nothingElse, shop)).not.toContain('Who may')
    await addDoor()
    const args = ['feature', 'create', 'orders', 'name:string', '--admin']
    expect(await answerAllOn(args, nothingElse, shop)).not.toContain('Who may')
    expect(await accessOf('orders')).toBe('admin')
  })
})

describe('paxx feature access', () => {
  it('gives rows to an owner and takes them again, with what refers to them, and edits stay', async () => {
    await addDoor()
    await create('customers', 'email:email:unique', '--owner')
    await create('orders', 'customer:references', '--owner')
    const services = await read('features/customers/services.ts')
    const edited = services.replace('export async function list', '/** Mine. */\nexport async function list')
    await writeFile(path.join(shop, 'features/customers/services.ts'), edited)

    expect(await failure('feature', 'access', 'customers', 'owner')).toMatchObject({ error: { code: 'ACCESS_SAME' } })
    await run('feature', 'access', 'customers', 'admin')
    expect(await read('features/customers/services.ts')).not.toContain('ownedBy')
    expect(await read('features/orders/services.ts')).not.toContain('requireOwned')
    expect(await failure('feature', 'access', 'customers', 'owner')).toMatchObject({
      error: { code: 'FILL_MISSING', hint: expect.stringContaining('--fill owner=…') },
    })
    await run('feature', 'access', 'customers', 'owner', '--fill', 'owner=1')
    expect(await read('features/customers/services.ts')).toBe(edited)
    expect(await read('features/orders/services.ts')).toContain('requireOwned')
    expect((await migrations()).slice(-2)).toEqual(['take_owners_from_customers', 'give_owners_to_customers'])
  })

  it('opens nothing that rows with owners lead to', async () => {
    await addDoor()
    await create('customers', '--owner')
    await create('orders', 'customer:references', '--owner')
    expect(await failure('feature', 'access', 'orders', 'public')).toMatchObject({
      error: { code: 'REFERENCE_INVALID', message: expect.stringContaining('`customers`, whose rows have owners') },
    })
  })
})

describe('paxx remove, of one that says who asks', () => {
  it('is refused while a feature needs it, with the commands that change that, which do', async () => {
    await addDoor()
    await create('customers', '--owner')
    await create('orders', 'customer:references', '--owner')
    const { error } = await failure('remove', 'door')
    expect(error).toMatchObject({
      code: 'EXTENSION_IN_USE',
      message: '`customers` and `orders` know who asks by `door`.',
    })
    for (const [, command] of error.hint.matchAll(/paxx ([^&]+)/g)) await run(...command.trim().split(' '))
    expect(await run('remove', 'door', '--no-install')).toMatchObject({ exitCode: 0 })
    expect((await run('status')).stdout).toMatch(/^(\d+) of \1 generated files are untouched/)
  })
})
