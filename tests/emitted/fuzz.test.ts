import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFeature } from '../../src/render/features/add.ts'
import { engines, openProject, served } from './engines.ts'
import type { Document } from './fuzz/document.ts'
import { expectIncluded } from './fuzz/included.ts'
import { type Draft, requests } from './fuzz/requests.ts'
import { openSession } from './fuzz/session.ts'
import { read } from './scenarios.ts'
import { base, write } from './written.ts'

const { FUZZ_REQUESTS = '5000', FUZZ_SEED } = process.env
const numRuns = Number(FUZZ_REQUESTS)
const seed = FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) }

/** A shop of every type and every relation: a tree, parts, tags by a join, two references to one table, and a table with two for a key. */
const lines = [
  'customers email:email:unique name:string',
  'categories name:string=80:unique parent:references=categories:optional:many',
  'products title:string=80:unique body:text mail:email:optional:unique site:url code:uuid:unique:optional count:integer:min=0:max=1000 whole:integer big:bigint ratio:float price:decimal=10,2 done:boolean:default=false day:date:index at:datetime:index data:json list:json:optional state:enum=open,paid,shipped:default=open:index category:references:optional note:text:optional secret:string:private:optional --versioned --bulk',
  'orders customer:references status:enum=pending,paid:default=pending notes:text:optional --versioned',
  'items order:references:cascade:many product:references quantity:integer:min=1:max=1000 price:decimal=10,2 secret:text:private:optional',
  'tags label:string:unique --no-timestamps',
  'order-tags order:references:cascade tag:references:cascade --primary-key=order,tag --joins-only',
  'reviews product:references:cascade:many author:references=customers editor:references=customers:optional stars:integer:min=1:max=5 big:bigint day:date data:json ratio:float',
  'stocks product:references:cascade:many tag:references:cascade since:datetime:optional --primary-key=tag,product',
]

describe.each(served)('a project with every type, on %s', { timeout: 60_000 + numRuns * 50 }, (name) => {
  const { answers, installed, url } = engines[name]!
  let folder: string
  let removeFolder = () => {}
  afterAll(() => removeFolder())
  beforeAll(async () => {
    const whole = lines.map(read).reduce((sum, line) => addFeature(sum, line).answers, { ...base, ...answers })
    folder = await write(whole, await installed(), (remove) => void (removeFolder = remove))
  }, 300_000)

  it.each([
    ['development', /^Pending migrations: \d+_create_customers, .+ npm run db:upgrade$/],
    ['production', undefined],
  ])('says in %s of a table that is not there: %s', async (mode, said) => {
    const { request } = await openProject(folder, await url(), mode)
    const answer = await request('/customers')
    const { detail } = (await answer.json()) as { detail?: string }
    expect([answer.status, detail]).toEqual([500, said && expect.stringMatching(said)])
  })

  it('answers whatever it is asked as its document says, and includes what the routes of others say', async () => {
    const project = await openProject(folder, await url(), 'test')
    await project.migrate()
    const document = (await (await project.request('/openapi.json')).json()) as Document
    const limit = {
      in: 'query',
      name: 'limit',
      schema: { format: 'int64', type: 'integer', minimum: 1, maximum: 100, default: 20 },
    }
    expect(document.paths['/products']!['get']!.parameters).toContainEqual(limit)

    const session = openSession({ ...project, document })
    await fc.assert(fc.asyncProperty(requests(document), session.send), { numRuns, reporter, ...seed })

    // oxlint-disable-next-line no-console -- how much was tried
    console.log(`${name}: ${JSON.stringify(session.counts)}`)
    const { accepted, valid } = session.counts
    expect(accepted / valid).toBeGreaterThan(0.8)

    const get = async (path: string): Promise<any> => await (await project.request(path)).json()
    // Requests that link an order with a tag that there is are few.
    const tagIds = (await get('/tags?limit=3')).items.map((tag: { id: unknown }) => tag.id)
    const headers = { 'Content-Type': 'application/json', 'If-Match': '*' }
    for (const { id } of (await get('/orders')).items) {
      await project.request(`/orders/${id}/tags`, { method: 'PUT', headers, body: JSON.stringify({ tagIds }) })
    }
    const included = await expectIncluded(get)
    // oxlint-disable-next-line no-console -- how much was compared
    console.log(`${name}: ${JSON.stringify(included)}`)
    for (const count of Object.values(included)) expect(count).toBeGreaterThan(0)
  })
})

/** A failure as the request that made it, as small as it may be, and how to make it again. */
function reporter({ failed, seed: used, errorInstance }: fc.RunDetails<[Draft]>): void {
  if (failed) throw new Error(`FUZZ_SEED=${used}\n${(errorInstance as Error).message}`)
}
