import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Changing, changingProject } from './changing.ts'

const orders = [
  'customer:references',
  'total:integer:min=0',
  'status:enum=pending,paid:default=pending',
  'gift:boolean:default=false',
  'notes:text:optional',
]

/** A project with two features and rows, whose user gave a table a column, an index, a check and a trigger. */
async function withOwnChanges(): Promise<Changing> {
  const shop = await changingProject()
  await shop.succeed('feature', 'create', 'customers', 'name:string')
  await shop.succeed('feature', 'create', 'orders', ...orders)
  await edit(shop, [
    ['    notes: ', '    mine: z.string().nullable().default(null),\n    notes: '],
    ["['gift', 'createdAt'],", "['gift', 'createdAt'],\n      { on: ['mine'], where: 'mine is not null' },"],
    ['    indexes: [', "    checks: ['total < 1000'],\n    indexes: ["],
  ])
  await shop.succeed('db', 'migrate', 'mine')
  await shop.byHand([
    'create trigger mark after insert on orders begin update orders set mine = 1 where id = new.id; end',
  ])
  await shop.succeed('db', 'check')
  shop.sql(
    "insert into customers (id, name) values (1, 'Ada')",
    'insert into orders (id, customer_id, total) values (5, 1, 10)',
  )
  return shop
}

async function edit({ root }: Changing, replacements: readonly (readonly [string, string])[]): Promise<void> {
  const file = path.join(root, 'features/orders/models.ts')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    replacements.reduce((sum, [old, fresh]) => sum.replace(old, fresh), text),
  )
}

describe('a feature whose table its user changed', () => {
  it('loses a reference, and keeps the column, the index, the check, the trigger and the rows', async () => {
    const shop = await withOwnChanges()
    await edit(shop, [['    mine: ', '    later: z.int().default(1),\n    mine: ']])
    const { json } = await shop.json('field', 'remove', 'orders', 'customer')
    expect(json['ok'], JSON.stringify(json)).toBe(true)
    const source = await shop.last()
    expect(source).toContain(".createTable('new_orders')")
    expect(source).not.toContain('later')
    await shop.succeed('db', 'upgrade')
    expect(shop.sql('select id, total, mine from orders')).toEqual([{ id: 5, total: 10, mine: '1' }])
    const own = "select name from sqlite_master where name in ('mark', 'orders_mine_index') order by name"
    expect(shop.sql(own)).toEqual([{ name: 'mark' }, { name: 'orders_mine_index' }])
    expect(() => shop.sql('insert into orders (total) values (5000)')).toThrow('CHECK constraint failed')
    expect((await shop.json('db', 'check')).json['differences']).toEqual(['add column orders.later'])
    await shop.succeed('db', 'downgrade')
    expect(shop.sql('select id, customer_id, mine from orders')).toEqual([{ id: 5, customer_id: 1, mine: '1' }])
  })

  it('is told what else differs', async () => {
    const shop = await withOwnChanges()
    await edit(shop, [['    mine: ', '    later: z.int().default(1),\n    mine: ']])
    const remark =
      'The models say more that no migration does (paxx db migrate "…" writes it):\n  add column orders.later'
    expect(await shop.succeed('field', 'add', 'orders', 'weight:float:optional')).toContain(remark)
    expect(await shop.last()).not.toContain('later')
    expect(await shop.succeed('feature', 'remove', 'orders')).not.toContain('orders.later')
  })
})
