import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let shop: string
beforeEach(async () => {
  const folder = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git', '--with', 'events'], { cwd: folder })
  shop = path.join(folder, 'shop')
  await paxx(['feature', 'create', 'orders', 'total:integer'], { cwd: shop })
})

const run = async (...args: string[]) => (await paxxJson(args, { cwd: shop })).json
const read = async (file: string) => await readFile(path.join(shop, 'features/orders', file), 'utf8')

describe('paxx job create', () => {
  it('writes a job and its test, and adds another one to what was made of it', async () => {
    const { changes } = await run('job', 'create', 'Orders:SendReceipt', 'order:references', 'note:text:optional')
    expect(changes).toEqual([
      { status: 'create', path: 'features/orders/jobs.ts' },
      { status: 'create', path: 'features/orders/send-receipt.test.ts' },
    ])
    expect(await read('jobs.ts')).toContain('z.object({ orderId: Id, note: text().optional() })')
    expect(await read('send-receipt.test.ts')).toContain("enqueue(db, sendReceipt, { orderId: 1, note: 'Note' })")

    const mine = (await read('jobs.ts')).replace(/logger\.info.*/, 'await send(data)')
    await writeFile(path.join(shop, 'features/orders/jobs.ts'), `import { send } from './mine.ts'\n${mine}`)
    await run('job', 'create', 'orders:expire', 'by:email')
    const both = await read('jobs.ts')
    expect(both).toContain("import { send } from './mine.ts'")
    expect(both).toContain('await send(data)')
    expect(both).toContain("import { text, email } from '#core/database/columns.ts'")
    expect(both.match(/^import .* from 'zod'$/gm)).toHaveLength(1)
    expect(both).toContain("defineJob('orders:expire', z.object({ by: email() })")
  })

  it.each([
    ['orders:send', 'FILE_EXISTS', 'features/orders/jobs.ts has a `send` already.'],
    ['orders:delete', 'NAME_INVALID', '`delete`'],
    ['orders:define-job', 'NAME_INVALID', '`defineJob`'],
    ['orders', 'NAME_INVALID', '`orders` does not say'],
    ['invoices:send', 'FEATURE_UNKNOWN', 'There is no feature `invoices`.'],
    ['jobs:send', 'FEATURE_OF_EXTENSION', 'is of the extension `jobs`'],
  ])('refuses %s, and writes nothing', async (name, code, message) => {
    await run('job', 'create', 'orders:send')
    const before = await snapshot(shop)
    expect(await run('job', 'create', name, 'total:integer')).toMatchObject({
      error: { code, message: expect.stringContaining(message) },
    })
    expect(await snapshot(shop)).toEqual(before)
  })

  it('refuses what is of columns alone, and takes nothing for a test of yours', async () => {
    for (const field of ['total:integer:unique', 'order:references:cascade', 'order:references:many']) {
      expect((await run('job', 'create', 'orders:send', field)).error.code).toBe('FIELD_INVALID')
    }
    await writeFile(path.join(shop, 'features/orders/send.test.ts'), '')
    expect((await run('job', 'create', 'orders:send')).error).toMatchObject({ code: 'FILE_EXISTS' })
  })

  it('says what to add where nothing does jobs', async () => {
    await paxx(['remove', 'events', 'jobs', '--no-install'], { cwd: shop })
    expect((await run('job', 'create', 'orders:send')).error).toMatchObject({
      code: 'EXTENSION_ABSENT',
      hint: 'Add what does: paxx add jobs',
    })
  })
})

describe('paxx event create', () => {
  it('adds what happens to a feature, by the name of one of it', async () => {
    await run('event', 'create', 'orders:paid', 'order:references')
    await run('event', 'create', 'orders:delete')
    expect(await read('events.ts')).toBe(`import { z } from 'zod'
import { Id } from '#core/database/id.ts'
import { defineEvent } from '#features/events/event.ts'

export const orderPaid = defineEvent('orders:paid', z.object({ orderId: Id }))

export const orderDelete = defineEvent('orders:delete', z.object({}))
`)
    expect((await run('event', 'create', 'orders:paid')).error).toMatchObject({ code: 'FILE_EXISTS' })
  })

  it('says what to add where nothing knows events', async () => {
    await paxx(['remove', 'events', '--no-install'], { cwd: shop })
    expect((await run('event', 'create', 'orders:paid')).error).toMatchObject({
      message: 'Nothing in the project knows what an event is.',
      hint: 'Add what does: paxx add events',
    })
  })
})

describe('what was created', () => {
  it('stays when its feature goes, and is named with who needs that', async () => {
    await run('event', 'create', 'orders:paid')
    await paxx(['feature', 'create', 'customers', 'name:string'], { cwd: shop })
    const listening = "import { listOrders } from '#features/orders/services.ts'\n"
    await writeFile(path.join(shop, 'features/customers/listeners.ts'), listening)
    const { stdout } = await paxx(['feature', 'remove', 'orders'], { cwd: shop })
    expect(stdout).toContain('features/orders/events.ts is yours, and stays.')
    expect(stdout).toContain(
      `These lines of yours need what is gone: look at them.\n  features/customers/listeners.ts:1  ${listening}`,
    )
    expect(await read('events.ts')).toContain('orderPaid')
  })

  it('is named when its extension goes', async () => {
    await run('event', 'create', 'orders:paid')
    const { stdout } = await paxx(['remove', 'events', '--no-install'], { cwd: shop })
    expect(stdout).toContain("  features/orders/events.ts:2  import { defineEvent } from '#features/events/event.ts'")
    expect(stdout).not.toContain('main.ts:')
  })
})
