import { appendFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let shop: string
beforeEach(async () => {
  const cwd = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git'], { cwd })
  shop = path.join(cwd, 'shop')
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const runJson = async (...args: string[]) => await paxxJson(args, { cwd: shop })
const read = async (file: string) => await readFile(path.join(shop, file), 'utf8')
const migrations = async () => (await readdir(path.join(shop, 'migrations'))).map((name) => name.replace(/^\d+_/, ''))
const customers = ['feature', 'create', 'customers', 'email:email:unique', 'name:string']
const withoutMigrations = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !name.startsWith('migrations')))

describe('paxx feature create', () => {
  it('plans, with --dry-run, just what it then does, and writes nothing', async () => {
    const before = await snapshot(shop)
    const planned = await runJson(...customers, '--dry-run')
    expect(await snapshot(shop)).toEqual(before)

    const done = await runJson(...customers)
    const named = (changes: { path: string; status: string }[]) =>
      changes.map(({ path: file, status }) => `${status} ${file.replace(/\d{14}/, '')}`)
    expect(named(done.json['changes'])).toEqual(named(planned.json['changes']))
    expect(named(done.json['changes'])).toEqual([
      'update app.ts',
      'create features/customers/customers.test.ts',
      'create features/customers/factory.ts',
      'create features/customers/models.ts',
      'create features/customers/routes.ts',
      'create features/customers/schemas.ts',
      'create features/customers/services.ts',
      'create migrations/_create_customers.ts',
      'update paxx.json',
    ])
  })

  it('mounts the feature, and keeps it in paxx.json', async () => {
    await run(...customers)
    expect(await read('app.ts')).toMatch(/import \{ customers \} from '#features\/customers\/routes\.ts'/)
    expect(await read('app.ts')).toMatch(/app\.route\('\/customers', customers\)/)
    expect(JSON.parse(await read('paxx.json')).features).toEqual({ customers: { fields: customers.slice(3) } })
    expect((await run('status')).stdout).toMatch(/^(\d+) of \1 generated files are untouched/)
  })

  it('merges into an app.ts that was edited, and loses nothing of it', async () => {
    const edited = (await read('app.ts'))
      .replace(
        "app.route('/', health(lifecycle))",
        "app.route('/', health(lifecycle))\n  app.get('/mine', (c) => c.text('mine'))",
      )
      .replace(
        "import { cors } from 'hono/cors'\n",
        "import { cors } from 'hono/cors'\nimport { etag } from 'hono/etag'\n",
      )
    await writeFile(path.join(shop, 'app.ts'), edited)
    const { json } = await runJson(...customers)

    expect(json['changes']).toContainEqual({ status: 'merge', path: 'app.ts' })
    const merged = (await read('app.ts')).split('\n')
    expect(edited.split('\n').filter((line) => !merged.includes(line))).toEqual([])
    expect(merged).toContain("  app.route('/customers', customers)")
  })

  it('stops with nothing written and the lines to add, where it cannot be merged', async () => {
    await mkdir(path.join(shop, 'features/customers'))
    await writeFile(path.join(shop, 'features/customers/models.ts'), 'export const mine = 1\n')
    const before = await snapshot(shop)
    const { exitCode, stderr } = await run(...customers)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('features/customers/models.ts: you have another file there.')
    expect(stderr).toContain('+ export const Customer = ')
    expect(stderr).toContain('--conflicts markers')
    expect(await snapshot(shop)).toEqual(before)
  })

  it('writes markers with --conflicts markers, and both sides', async () => {
    await mkdir(path.join(shop, 'features/customers'))
    await writeFile(path.join(shop, 'features/customers/models.ts'), 'export const mine = 1\n')
    const { exitCode, stdout } = await run(...customers, '--conflicts', 'markers')

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/conflict {2}features\/customers\/models\.ts/)
    const text = await read('features/customers/models.ts')
    expect(text).toMatch(/^<{7}[^]+export const mine = 1[^]+^={7}$[^]+export const Customer[^]+^>{7}/m)
  })

  it('writes through no symbolic link', async () => {
    const outside = await temporaryFolder()
    await symlink(outside, path.join(shop, 'features/customers'))
    expect((await run(...customers)).exitCode).toBe(1)
    expect(await readdir(outside)).toEqual([])
  })

  it('starts with a name where no field is given and nobody can be asked, and says so', async () => {
    const { stdout } = await run('feature', 'create', 'orders')
    expect(stdout).toContain('It has one field, `name`')
    expect(JSON.parse(await read('paxx.json')).features).toEqual({ orders: { fields: ['name:string'] } })
  })

  it('gives migrations names in the order in which they must run', async () => {
    for (const name of ['zebras', 'apples', 'mangos']) await run('feature', 'create', name)
    expect(await migrations()).toEqual(['create_zebras.ts', 'create_apples.ts', 'create_mangos.ts'])
  })

  it('finds the migration of the same name, and writes no second one', async () => {
    await run(...customers)
    const { json } = await runJson('feature', 'remove', 'customers')
    expect(json['ok']).toBe(true)
    await rm(path.join(shop, 'migrations'), { recursive: true })
    await mkdir(path.join(shop, 'migrations'))
    await writeFile(path.join(shop, 'migrations/20200101000000_create_customers.ts'), '// mine\n')
    await run(...customers)
    expect(await migrations()).toEqual(['create_customers.ts'])
  })

  it.each([
    [['class', 'a:string'], 'NAME_INVALID'],
    [['../orders', 'a:string'], 'NAME_INVALID'],
    [['orders', 'total:integr'], 'FIELD_INVALID'],
    [['orders', 'customer:references'], 'REFERENCE_UNKNOWN'],
  ])('refuses %j as %s, and writes nothing', async (args, code) => {
    const before = await snapshot(shop)
    const { json, exitCode } = await runJson('feature', 'create', ...args)
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({ ok: false, command: 'feature create', error: { code, hint: expect.any(String) } })
    expect(await snapshot(shop)).toEqual(before)
  })

  it('refuses a feature that is there', async () => {
    await run(...customers)
    expect((await runJson('feature', 'create', 'Customer')).json).toMatchObject({ error: { code: 'FEATURE_EXISTS' } })
  })

  it('leaves a project of another version to its own paxx', async () => {
    await writeFile(
      path.join(shop, 'paxx.json'),
      (await read('paxx.json')).replace(/"paxx": "[^"]+"/, '"paxx": "0.0.1"'),
    )
    const { stderr } = await run(...customers)
    expect(stderr).toContain('generated by paxx 0.0.1')
    expect(stderr).toContain('hint:  Its own runs with npx: npx paxx …')
  })

  it('lets one of two at once win, and the other be refused or follow', async () => {
    const names = ['apples', 'pears', 'plums']
    const ran = await Promise.all(names.map((name) => run('feature', 'create', name)))
    const { features } = JSON.parse(await read('paxx.json')) as { features: object }
    const done = names.filter((_, index) => ran[index]!.exitCode === 0)
    expect(done.length).toBeGreaterThan(0)
    expect(Object.keys(features).toSorted()).toEqual(done.toSorted())
    for (const { exitCode, stderr } of ran)
      if (exitCode !== 0) expect(stderr).toContain('Another paxx command is running')
    expect(await readdir(shop)).not.toContain('.paxx')
  })
})

describe('paxx feature remove', () => {
  it('gives the former tree byte for byte, the two migrations aside', async () => {
    const before = await snapshot(shop)
    await run(...customers)
    const { exitCode } = await run('feature', 'remove', 'Customers')

    expect(exitCode).toBe(0)
    expect(await migrations()).toEqual(['create_customers.ts', 'drop_customers.ts'])
    expect(withoutMigrations(await snapshot(shop))).toEqual(before)
  })

  it('keeps a file that was edited, and says so', async () => {
    await run(...customers)
    await appendFile(path.join(shop, 'features/customers/services.ts'), '\nexport const mine = 1\n')
    const { stdout } = await run('feature', 'remove', 'customers')

    expect(stdout).toContain('features/customers/services.ts was edited, so it stays')
    expect(await readdir(path.join(shop, 'features/customers'))).toEqual(['services.ts'])
    expect(await read('app.ts')).not.toContain('customers')
  })

  it('leaves a feature that another refers to', async () => {
    await run(...customers)
    await run('feature', 'create', 'orders', 'customer:references')
    const { json } = await runJson('feature', 'remove', 'customers')
    expect(json).toMatchObject({
      ok: false,
      error: { code: 'FEATURE_IN_USE', hint: 'Remove it first: paxx feature remove orders' },
    })
  })

  it('names the features that there are, when it is none of them', async () => {
    await run(...customers)
    expect((await run('feature', 'remove', 'orders')).stderr).toContain('hint:  There are: customers.')
  })
})

describe('paxx feature rename', () => {
  const orders = ['orders', 'customer:references', 'status:enum=open,paid:default=open']
  beforeEach(async () => {
    await run(...customers)
    await run('feature', 'create', ...orders)
  })

  it('plans, with --dry-run, just what it then does, and writes nothing', async () => {
    const before = await snapshot(shop)
    const planned = await runJson('feature', 'rename', 'customers', 'clients', '--dry-run', '--diff')
    expect(await snapshot(shop)).toEqual(before)

    const done = await runJson('feature', 'rename', 'customers', 'clients', '--diff')
    expect(JSON.stringify(done.json['changes']).replace(/\d{14}/g, '')).toBe(
      JSON.stringify(planned.json['changes']).replace(/\d{14}/g, ''),
    )
    const named = (done.json['changes'] as { status: string; path: string; from?: string }[]).map(
      ({ status, path: file, from = '' }) => [status, from, file.replace(/\d{14}/, '')],
    )
    expect(named).toEqual([
      ['update', '', 'app.ts'],
      ['update', 'features/customers/customers.test.ts', 'features/clients/clients.test.ts'],
      ...['factory', 'models', 'routes', 'schemas', 'services'].map((name) => [
        'update',
        `features/customers/${name}.ts`,
        `features/clients/${name}.ts`,
      ]),
      ['update', '', 'features/orders/factory.ts'],
      ['update', '', 'features/orders/models.ts'],
      ['update', '', 'features/orders/orders.test.ts'],
      ['update', '', 'features/orders/relations.ts'],
      ['create', '', 'migrations/_rename_customers_to_clients.ts'],
      ['update', '', 'paxx.json'],
    ])
  })

  it('comes to what would be there had it always been called so, and back', async () => {
    const before = withoutMigrations(await snapshot(shop))
    await run('feature', 'rename', 'customers', 'clients')
    const renamed = withoutMigrations(await snapshot(shop))
    expect((await run('status', '--check')).exitCode).toBe(0)
    expect(JSON.parse(await read('paxx.json')).features).toEqual({
      clients: { fields: customers.slice(3) },
      orders: { fields: ['customer:references=clients', orders[2]] },
    })
    expect(Object.keys(renamed).filter((file) => file.includes('customer'))).toEqual([])

    await run('feature', 'rename', 'Clients', 'customers')
    expect(withoutMigrations(await snapshot(shop))).toEqual(before)
  })

  it('carries edits and files of the user along, and lists what still says the old name', async () => {
    await appendFile(path.join(shop, 'features/customers/services.ts'), "\nexport const mine = 'customers'\n")
    await writeFile(path.join(shop, 'features/customers/notes.md'), 'Customers pay.\n')
    const { stdout } = await run('feature', 'rename', 'customers', 'clients')
    expect(stdout).toMatch(/merge {2}features\/customers\/services\.ts → features\/clients\/services\.ts/)
    expect(stdout).toMatch(/update {2}features\/customers\/notes\.md → features\/clients\/notes\.md/)
    expect(await readdir(path.join(shop, 'features'))).not.toContain('customers')
    expect(await read('features/clients/services.ts')).toMatch(/createClient[^]+export const mine = 'customers'/)
    expect(stdout).toMatch(/still say the old name[^]+clients\/services\.ts:\d+ {2}export const mine = 'customers'/)
    expect(stdout).toContain(
      'orders.customerId keeps its name; to rename it, too: paxx field rename orders customer client',
    )
  })

  it('stops with nothing written where another file is in the way, or writes markers and keeps both', async () => {
    await mkdir(path.join(shop, 'features/clients'))
    await writeFile(path.join(shop, 'features/clients/models.ts'), 'export const mine = 1\n')
    await appendFile(path.join(shop, 'features/customers/models.ts'), '// mine, too\n')
    const before = await snapshot(shop)
    const { exitCode, stderr } = await run('feature', 'rename', 'customers', 'clients')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('features/clients/models.ts: you have another file there.')
    expect(await snapshot(shop)).toEqual(before)

    await run('feature', 'rename', 'customers', 'clients', '--conflicts', 'markers')
    expect(await read('features/clients/models.ts')).toMatch(/^<{7}[^]+export const mine = 1[^]+^>{7}/m)
    expect(await read('features/customers/models.ts')).toContain('// mine, too')
  })

  it('changes its singular alone', async () => {
    await run('feature', 'rename', 'customers', 'customers', '--singular', 'client')
    expect(await read('features/customers/models.ts')).toContain('export const Client = table(')
    expect(JSON.parse(await read('paxx.json')).features.customers).toEqual({
      singular: 'client',
      fields: customers.slice(3),
    })
    expect((await migrations()).at(-1)).toBe('create_orders.ts')
  })

  it('renames what the project made its own templates of', async () => {
    await run('templates', 'eject', 'feature')
    const template = 'templates/feature/[name].http.eta'
    await writeFile(path.join(shop, template), 'GET <%= path %>\n')
    await run('templates', 'apply')
    await run('feature', 'rename', 'customers', 'clients')
    expect((await run('status', '--check')).exitCode).toBe(2)
    expect((await run('feature', 'list')).stdout).toContain('clients')
    expect(await readdir(path.join(shop, 'features'))).not.toContain('customers')
  })

  it.each([
    [['customers', 'orders'], 'FEATURE_EXISTS'],
    [['customers', 'class'], 'NAME_INVALID'],
    [['customers', 'orderPages'], 'NAME_INVALID'],
    [['customers', 'Customer'], 'NAME_SAME'],
    [['invoices', 'bills'], 'FEATURE_UNKNOWN'],
  ])('refuses %j as %s, and writes nothing', async (args, code) => {
    const before = await snapshot(shop)
    const { json, exitCode } = await runJson('feature', 'rename', ...args)
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({ ok: false, command: 'feature rename', error: { code, hint: expect.any(String) } })
    expect(await snapshot(shop)).toEqual(before)
  })
})

describe('paxx feature sync', () => {
  const model = 'features/customers/models.ts'
  const edit = async (...edits: readonly (readonly [string, string])[]) => {
    const text = await read(model)
    for (const [old] of edits) expect(text).toContain(old)
    await writeFile(
      path.join(shop, model),
      edits.reduce((sum, [old, fresh]) => sum.replace(old, fresh), text),
    )
  }
  const name = 'name: z.string().max(255).check(notBlank),'
  beforeEach(async () => {
    await run(...customers)
  })

  it('takes over what was changed by hand, as status says, and brings what follows, with other edits', async () => {
    await appendFile(path.join(shop, 'features/customers/factory.ts'), '\nexport const mine = 1\n')
    await edit([name, `/** Mine. */\n  ${name.replace('255', '80')}\n  vip: z.boolean().default(false),`])
    const status = await run('status')
    expect(status.stdout).toContain('customers: name:string in paxx.json, name:string=80 in models.ts\n')
    expect(status.stdout).toContain('customers: nothing in paxx.json, vip:boolean:default=false in models.ts\n')
    expect(status.stdout).toContain('paxx feature sync customers takes that over.')

    const { stdout } = await run('feature', 'sync', 'customers')
    expect(stdout).toContain('paxx.json takes over:\n  customers: name:string in paxx.json')
    expect(JSON.parse(await read('paxx.json')).features.customers.fields).toEqual([
      'email:email:unique',
      'name:string=80',
      'vip:boolean:default=false',
    ])
    expect(await read(model)).toMatch(/\/\*\* Mine\. \*\/\s+name: z\.string\(\)\.max\(80\)\.check\(notBlank\),/)
    expect(await read(model)).toContain("indexes: [['vip', 'createdAt']]")
    expect(await read('features/customers/factory.ts')).toMatch(/vip: true,[^]+mine = 1/)
    expect(await read('features/customers/schemas.ts')).toContain('vip: BooleanParam.optional()')
    expect((await runJson('status')).json['differences']).toEqual([])
    expect((await run('feature', 'sync', 'customers')).stdout).toContain('paxx.json says what')

    await edit(['    vip: z.boolean().default(false),\n', ''])
    await run('feature', 'sync', 'customers')
    expect(await read(model)).not.toContain('vip')
    expect(await read('features/customers/schemas.ts')).not.toContain('vip')
  })

  it('leaves alone what no field says, names it, and writes nothing with --dry-run', async () => {
    await edit([name, `...shared,\n  ${name.replace('.max(255)', '.regex(/^A/)')}\n  level: z.enum(['a', 'b']),`])
    const before = await snapshot(shop)
    const { stdout } = await run('feature', 'sync', 'customers', '--dry-run')
    expect(stdout).toMatch(
      /stays as it is in features\/customers\/models\.ts:\n {2}name: [^\n]+regex[^\n]+\n {2}\.\.\. ?shared\n/,
    )
    expect(await snapshot(shop)).toEqual(before)
    await run('feature', 'sync', 'customers')
    expect(JSON.parse(await read('paxx.json')).features.customers.fields).toEqual([
      'email:email:unique',
      'name:string',
      'level:enum=a,b',
    ])
    expect(await read(model)).toContain('regex(/^A/)')
  })

  it('runs nothing of the model, and refuses one that it cannot read so', async () => {
    await edit(['export const Customer = ', 'await fs.writeFile("ran", "")\nexport const Customer = makeTable && '])
    const before = await snapshot(shop)
    expect((await runJson('feature', 'sync', 'customers')).json).toMatchObject({ error: { code: 'MODEL_UNREADABLE' } })
    expect((await run('status')).exitCode).toBe(0)
    expect(await snapshot(shop)).toEqual(before)
  })
})

describe('paxx feature join', () => {
  const fieldsOf = async (name: string) => JSON.parse(await read('paxx.json')).features[name]?.fields
  beforeEach(async () => {
    for (const name of ['orders', 'tags']) await run('feature', 'create', name, 'name:string')
  })

  it('gives both sides to each other, and takes that away again byte for byte', async () => {
    const before = withoutMigrations(await snapshot(shop))
    const { json } = await runJson('feature', 'join', 'Order', 'tags')
    expect(json['changes'].map(({ path: file }: { path: string }) => file.replace(/\d{14}/, ''))).toEqual([
      'core/database/many-to-many.test.ts',
      'core/database/many-to-many.ts',
      'core/database/relations.test.ts',
      'core/database/relations.ts',
      'features/order-tags/models.ts',
      ...['orders.test', 'relations', 'routes', 'schemas', 'services'].map((file) => `features/orders/${file}.ts`),
      ...['relations', 'routes', 'schemas', 'services', 'tags.test'].map((file) => `features/tags/${file}.ts`),
      'migrations/_create_order_tags.ts',
      'paxx.json',
    ])
    expect((await run('feature', 'list')).stdout).toMatch(
      /^order-tags +joins orders and tags +order:references:cascade/m,
    )

    await run('feature', 'remove', 'order-tags')
    expect(withoutMigrations(await snapshot(shop))).toEqual(before)
    expect((await migrations()).slice(-2)).toEqual(['create_order_tags.ts', 'drop_order_tags.ts'])
  })

  it.each(['orders', 'tags'])('goes with %s', async (side) => {
    await run('feature', 'join', 'orders', 'tags')
    const { stdout } = await run('feature', 'remove', side)
    const left = ['orders', 'tags'].find((name) => name !== side)

    expect(stdout).toContain('`order-tags` joined them, and goes, too.')
    expect(JSON.parse(await read('paxx.json')).features).toEqual({ [left!]: { fields: ['name:string'] } })
    expect(await readdir(path.join(shop, 'features'))).toEqual(['health', left])
    expect(await read(`migrations/${(await readdir(path.join(shop, 'migrations'))).at(-1)}`)).toMatch(
      new RegExp(`dropTable\\('order_tags'\\)[^]*dropTable\\('${side}'\\)[^]*export async function down`),
    )
    expect((await run('status')).stdout).toMatch(/^(\d+) of \1 generated files are untouched/)
  })

  it('follows both sides and its own columns when they are renamed', async () => {
    await run('feature', 'join', 'orders', 'tags')
    await run('feature', 'rename', 'tags', 'labels')
    await run('field', 'rename', 'order-tags', 'tag', 'label')
    await run('feature', 'rename', 'order-tags', 'order-labels')

    const renamed = withoutMigrations(await snapshot(shop))
    for (const name of ['order-labels', 'labels', 'orders']) await run('feature', 'remove', name)
    for (const name of ['orders', 'labels']) await run('feature', 'create', name, 'name:string')
    await run('feature', 'join', 'orders', 'labels')
    expect(withoutMigrations(await snapshot(shop))).toEqual(renamed)
  })

  it('is refused, and says what to do instead', async () => {
    await run('feature', 'join', 'orders', 'tags')
    for (const [args, code, told] of [
      [['join', 'tags', 'orders'], 'JOIN_EXISTS', 'paxx feature remove order-tags'],
      [['join', 'orders', 'orders'], 'JOIN_INVALID', 'order-links from:references=orders:cascade'],
      [['join', 'orders', 'labels'], 'FEATURE_UNKNOWN', 'There are: orders, tags, order-tags.'],
      [['join', 'tags', 'order-tags'], 'REFERENCE_INVALID', 'Refer to what it joins.'],
    ] as const) {
      const { json } = await runJson('feature', ...args)
      expect(json).toMatchObject({ error: { code, hint: expect.stringContaining(told) } })
    }
    for (const [args, told] of [
      [['order-tags', 'since:date'], 'tag:references:cascade … --primary-key order,tag'],
      [['orders', 'tags:json'], 'paxx field rename orders tags …'],
      [['tags', 'order:references:optional'], 'paxx field rename tags orderId …'],
    ] as const) {
      const { json } = await runJson('field', 'add', ...args, '--fill', 'since=2026-01-01')
      expect(json).toMatchObject({ error: { code: 'JOIN_INVALID', hint: expect.stringContaining(told) } })
    }
    expect(await fieldsOf('orders')).toEqual(['name:string'])
  })

  it('takes another name where its own is another feature', async () => {
    await run('feature', 'create', 'order-tags', 'name:string')
    const { json } = await runJson('feature', 'join', 'orders', 'tags')
    expect(json).toMatchObject({ error: { code: 'FEATURE_EXISTS', hint: expect.stringContaining('--name …') } })
    await run('feature', 'join', 'orders', 'tags', '--name', 'taggings')
    expect(await fieldsOf('taggings')).toEqual(['order:references:cascade', 'tag:references:cascade'])
  })
})

describe('paxx feature list', () => {
  it('lists each feature with its path and its fields', async () => {
    expect((await run('feature', 'list')).stdout).toBe('There is none yet: paxx feature create orders')
    await run(...customers)
    expect((await run('feature', 'list')).stdout).toBe('customers  /customers  email:email:unique name:string')
    expect((await runJson('feature', 'list')).json).toMatchObject({
      features: [{ name: 'customers', path: '/customers', table: 'customers', fields: customers.slice(3) }],
    })
  })
})

describe('paxx field', () => {
  beforeEach(async () => {
    await run(...customers)
  })

  it('adds fields to what was edited, writes the migration, and takes them out again byte for byte', async () => {
    await appendFile(path.join(shop, 'features/customers/services.ts'), '\nexport const mine = 1\n')
    const before = await snapshot(shop)
    const { stdout } = await run('field', 'add', 'Customers', 'vip:boolean:default=false', 'age:integer:optional:index')

    expect(stdout).toMatch(/merge {2}features\/customers\/services\.ts/)
    expect(await read('features/customers/services.ts')).toContain('export const mine = 1')
    expect(await read('features/customers/models.ts')).toContain('vip: z.boolean().default(false),')
    expect(await migrations()).toEqual(['create_customers.ts', 'add_vip_age_to_customers.ts'])

    await run('field', 'remove', 'customers', 'vip', 'age')
    expect((await migrations()).at(-1)).toBe('remove_vip_age_from_customers.ts')
    expect(withoutMigrations(await snapshot(shop))).toEqual(withoutMigrations(before))
  })

  it.each([
    [['add', 'customers', 'code:string'], 'FILL_MISSING'],
    [['add', 'customers', 'code:string', '--fill', 'cod=x'], 'FILL_UNKNOWN'],
    [['add', 'customers', 'age:integer', '--fill', 'age=old'], 'FIELD_INVALID'],
    [['add', 'customers', 'name:string:optional'], 'FIELD_INVALID'],
    [['add', 'orders', 'note:text:optional'], 'FEATURE_UNKNOWN'],
    [['remove', 'customers', 'nmae'], 'FIELD_UNKNOWN'],
    [['rename', 'customers', 'nmae', 'title'], 'FIELD_UNKNOWN'],
    [['rename', 'customers', 'name', 'email'], 'FIELD_INVALID'],
    [['rename', 'customers', 'name', 'createdAt'], 'FIELD_INVALID'],
    [['rename', 'customers', 'name', 'Name'], 'NAME_SAME'],
    [['change', 'customers', 'nmae:text'], 'FIELD_UNKNOWN'],
    [['change', 'customers', 'name:texte'], 'FIELD_INVALID'],
    [['change', 'customers', 'name:text', '--fill', 'name=x'], 'FILL_UNKNOWN'],
    [['remove', 'customers', 'name', 'email'], 'FIELDS_NONE'],
  ])('refuses %j as %s, and writes nothing', async (args, code) => {
    const before = await snapshot(shop)
    const { json, exitCode } = await runJson('field', ...args)
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({ ok: false, command: `field ${args[0]}`, error: { code, hint: expect.any(String) } })
    expect(await snapshot(shop)).toEqual(before)
  })

  it('renames one, and back byte for byte, and lists what still says the old name', async () => {
    await appendFile(path.join(shop, 'features/customers/services.ts'), "\nexport const mine = 'name'\n")
    const before = withoutMigrations(await snapshot(shop))
    const { stdout } = await run('field', 'rename', 'customers', 'name', 'fullName')
    expect(await read('features/customers/models.ts')).toContain('fullName: z.string().max(255).check(notBlank),')
    expect(stdout).toMatch(/still say the old name[^]+customers\/services\.ts:\d+ {2}export const mine = 'name'/)
    expect((await migrations()).at(-1)).toBe('rename_name_to_full_name_of_customers.ts')
    await run('field', 'rename', 'customers', 'full-name', 'name')
    expect(withoutMigrations(await snapshot(shop))).toEqual(before)
  })

  it('changes one, merged with edits, and back byte for byte', async () => {
    await appendFile(path.join(shop, 'features/customers/services.ts'), '\nexport const mine = 1\n')
    const before = withoutMigrations(await snapshot(shop))
    await run('field', 'change', 'customers', 'name:string=80:optional:index')
    expect(JSON.parse(await read('paxx.json')).features.customers.fields).toEqual([
      'email:email:unique',
      'name:string=80:optional:index',
    ])
    expect((await migrations()).at(-1)).toBe('change_name_of_customers.ts')
    await run('field', 'change', 'customers', 'name:string', '--fill', 'name=none')
    expect(await read(`migrations/${(await readdir(path.join(shop, 'migrations'))).toSorted().at(-1)}`)).toContain(
      "update customers set name = 'none' where name is null",
    )
    expect(withoutMigrations(await snapshot(shop))).toEqual(before)
  })

  it('needs no migration for what the database does not know', async () => {
    const { stdout } = await run('field', 'change', 'customers', 'name:string:min=3:private')
    expect(await migrations()).toEqual(['create_customers.ts'])
    expect(stdout).not.toContain('db upgrade')
  })

  it('asks what rows get that have a value which an enum loses', async () => {
    await run('field', 'add', 'customers', 'level:enum=low,high:default=low')
    const change = ['field', 'change', 'customers', 'level:enum=low,top:default=low']
    expect((await runJson(...change)).json).toMatchObject({
      error: { code: 'FILL_MISSING', hint: expect.stringContaining("where level in ('high')") },
    })
    expect((await runJson(...change, '--fill', 'level=top')).json).toMatchObject({ error: { code: 'FILL_INVALID' } })
    const { json } = await runJson(...change, '--fill', 'level=low')
    expect(json['hazards']).toContain(
      "customers.level becomes 'low' where it was 'high': select * from customers where level = 'high'",
    )
  })

  it('takes one answer for each value that goes', async () => {
    await run('field', 'add', 'customers', 'level:enum=low,high,top,none:default=low')
    const change = ['field', 'change', 'customers', 'level:enum=low,high:default=low']
    const { json } = await runJson(...change, '--fill', 'level:top=high', '--fill', 'level:none=low')
    expect(json['hazards']).toEqual([
      "customers.level becomes 'high' where it was 'top': select * from customers where level = 'top'",
      "customers.level becomes 'low' where it was 'none': select * from customers where level = 'none'",
      'The table customers is copied, and nothing else can be written until that is done.',
    ])
  })

  it('is written without the migrations where nothing is installed, and says so', async () => {
    const { stdout } = await run('field', 'remove', 'customers', 'name')
    expect(stdout).toContain('Nothing is installed, so the migration was made from paxx.json')
    expect(await read(`migrations/${(await readdir(path.join(shop, 'migrations'))).toSorted().at(-1)}`)).toContain(
      ".alterTable('customers').dropColumn('name')",
    )
  })

  it('takes one value for each --fill, wherever it stands', async () => {
    const { exitCode, stderr } = await run('field', 'add', '--fill', 'age=5', 'customers', 'age:integer')
    expect(exitCode, stderr).toBe(0)
  })

  it('leaves a reference that is part of the key', async () => {
    await run('feature', 'create', 'teams', 'name:string')
    const fields = ['customer:references', 'team:references', 'role:string:optional']
    await run('feature', 'create', 'memberships', ...fields, '--primary-key', 'customer,team', '--no-timestamps')
    expect((await runJson('field', 'remove', 'memberships', 'team')).json).toMatchObject({
      error: { code: 'FIELD_IN_KEY' },
    })
  })
})
