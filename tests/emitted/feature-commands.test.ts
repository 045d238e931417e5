import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { copyOfShop, run, serve, succeed } from './shop.ts'

const contract = [
  'create customers email:email:unique name:string',
  'create orders customer:references total:integer:min=0 status:enum=pending,paid,shipped:default=pending gift:boolean:default=false notes:text:optional',
]

const feature = async (cwd: string, line: string) =>
  await succeed('npx', ['--no-install', 'paxx', 'feature', ...line.split(' ')], { cwd })

async function checkAndTest(cwd: string): Promise<void> {
  await succeed('npm', ['run', 'check'], { cwd })
  await succeed('npm', ['test'], { cwd })
  await succeed('npx', ['--no-install', 'paxx', 'status', '--check'], { cwd })
}

describe('features', () => {
  it('of the contract are green, and answer as they say', async () => {
    const cwd = await copyOfShop()
    // A name that tools leave out where it is a folder of theirs.
    for (const line of [...contract, 'create data label:string']) await feature(cwd, line)
    await succeed('npx', ['--no-install', 'paxx', 'db', 'upgrade'], { cwd })
    await checkAndTest(cwd)

    const { url } = await serve('paxx', ['start', '--no-reload'], { cwd })
    const post = async (to: string, body: object) =>
      await fetch(`${url}${to}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const ada = { email: 'ada@example.com', name: 'Ada' }
    const created = await post('/customers', ada)
    const customer = (await created.json()) as { id: number }
    expect(created.status).toBe(201)
    expect(created.headers.get('Location')).toBe(`/customers/${customer.id}`)
    expect((await post('/customers', ada)).status).toBe(409)
    expect((await post('/customers', { ...ada, role: 'admin' })).status).toBe(422)

    const order = (await (await post('/orders', { customerId: customer.id, total: 42 })).json()) as object
    expect(order).toMatchObject({ customerId: customer.id, total: 42, status: 'pending', gift: false, notes: null })
    const listed = await (await fetch(`${url}/orders?customerId=${customer.id}&status=pending&gift=false`)).json()
    expect(listed).toEqual({ items: [order], nextCursor: null })
    expect((await fetch(`${url}/customers/${customer.id}`, { method: 'DELETE' })).status).toBe(409)
    expect((await fetch(`${url}/orders?total=42`)).status).toBe(422)

    const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, any>
      components: { schemas: object }
    }
    expect(document.paths['/orders'].post.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/OrderCreate',
    })
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Order', 'OrderWithRelationsPage', 'CustomerUpdate']),
    )
    const { stdout } = await run('npx', ['--no-install', 'paxx', 'routes'], { cwd })
    expect(stdout).toMatch(/^PATCH +\/orders\/:id +Update an order$/m)

    const inspect = async (...args: string[]) =>
      await succeed('npx', ['--no-install', 'paxx', 'inspect', ...args], { cwd })
    expect((JSON.parse(await inspect('Order', '--json')) as { model: object }).model).toMatchObject({
      table: 'orders',
      feature: 'orders',
      columns: expect.arrayContaining([
        { name: 'id', type: 'integer', nullable: false },
        { name: 'status', type: 'text', nullable: false, default: "'pending'" },
        { name: 'notes', type: 'text', nullable: true },
      ]),
      references: [{ columns: ['customer_id'], to: 'customers', references: ['id'], onDelete: 'restrict' }],
      referredBy: [],
      routes: expect.arrayContaining([{ method: 'GET', path: '/orders', summary: 'List orders' }]),
    })
    expect(await inspect('customers')).toMatch(/^referred to by\n {2}orders \(customer_id\) {2}on delete restrict$/m)
    expect(await inspect()).toMatch(/^orders +\d+ columns +refers to customers$/m)
  })

  it('change their fields without losing a row, and go back', async () => {
    const cwd = await copyOfShop()
    for (const line of contract) await feature(cwd, line)
    const paxx = async (...args: string[]) => await succeed('npx', ['--no-install', 'paxx', ...args], { cwd })
    const sql = (text: string) => {
      const database = new DatabaseSync(path.join(cwd, 'data/shop.db'))
      const rows = database.prepare(text).all()
      database.close()
      return rows.map((row) => ({ ...row }))
    }
    await paxx('db', 'upgrade')
    sql("insert into customers (email, name) values ('ada@example.com', 'Ada'), ('bob@example.com', 'Bob')")
    sql('insert into orders (customer_id, total) values (1, 10), (1, 20), (2, 30)')
    sql('delete from orders where id = 3')

    await paxx('field', 'add', 'orders', 'weight:float:min=0', 'code:string=20:optional:unique', '--fill', 'weight=1.5')
    await paxx('field', 'add', 'customers', 'vip:boolean:default=false')
    await paxx('db', 'upgrade')
    await checkAndTest(cwd)
    expect(sql('select id, customer_id, total, weight, code from orders')).toEqual([
      { id: 1, customer_id: 1, total: 10, weight: 1.5, code: null },
      { id: 2, customer_id: 1, total: 20, weight: 1.5, code: null },
    ])
    sql('insert into orders (customer_id, total, weight) values (2, 40, 2)')
    expect(sql('select max(id) as id from orders'), 'no id is given out twice').toEqual([{ id: 4 }])

    await paxx('field', 'remove', 'orders', 'customer', 'notes')
    await paxx('db', 'upgrade')
    await checkAndTest(cwd)
    expect(sql('select id, total, weight from orders')).toHaveLength(3)

    await paxx('db', 'downgrade', '3')
    expect(sql('select id, total, customer_id from orders')).toHaveLength(3)
    await paxx('db', 'upgrade')
    await paxx('feature', 'remove', 'orders')
    await paxx('db', 'upgrade')
    await checkAndTest(cwd)
  })
})
