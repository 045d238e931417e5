import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFeature } from '../../src/render/features/add.ts'
import { engines, openProject, served } from './engines.ts'
import { read } from './scenarios.ts'
import { base, write } from './written.ts'

const lines = [
  'counters total:integer --versioned',
  'things name:string:unique counter:references:optional seen:datetime:optional:unique --bulk',
]

const unknownId = '00000000-0000-7000-8000-000000000000'

const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', ...headers },
})

describe.each(served)('on %s', (name) => {
  const { answers, installed, url } = engines[name]!
  let folder: string
  let removeFolder = () => {}
  afterAll(() => removeFolder())
  beforeAll(async () => {
    const whole = lines.map(read).reduce((sum, line) => addFeature(sum, line).answers, { ...base, ...answers })
    folder = await write(whole, await installed(), (remove) => void (removeFolder = remove))
  }, 300_000)

  const start = async () => {
    const project = await openProject(folder, await url(), 'test')
    await project.migrate()
    return project
  }

  it('loses no update: of twenty who read, add one and send that, the sum is what was taken', async () => {
    const { request } = await start()
    const created = await request('/counters', json('POST', { total: 0 }))
    const place = created.headers.get('Location')!

    const add = async (again: boolean): Promise<number> => {
      const seen = await request(place)
      const { total } = (await seen.json()) as { total: number }
      const { status } = await request(
        place,
        json('PATCH', { total: total + 1 }, { 'If-Match': seen.headers.get('ETag')! }),
      )
      return status === 412 && again ? await add(again) : status
    }
    const once = await Promise.all(Array.from({ length: 20 }, () => add(false)))
    const taken = once.filter((status) => status === 200).length
    expect(once.filter((status) => status === 412)).toHaveLength(20 - taken)
    expect(await (await request(place)).json()).toMatchObject({ total: taken, version: taken + 1 })

    await Promise.all(Array.from({ length: 20 }, () => add(true)))
    expect(await (await request(place)).json()).toMatchObject({ total: taken + 20 })
  })
  it('creates a thousand at once, or none, and says which one is in the way', async () => {
    const { request } = await start()
    const rows = Array.from({ length: 1_000 }, (_, n) => ({ name: `Thing ${n}`, seen: new Date(n).toISOString() }))
    const create = async (some: unknown[]) => {
      const answer = await request('/things/batch', json('POST', some))
      const { items = [], issues } = (await answer.json()) as { items?: { name: string }[]; issues?: unknown }
      return { status: answer.status, names: items.map(({ name: one }) => one), issues }
    }
    expect(await create(rows)).toMatchObject({ status: 201, names: rows.map((row) => row.name) })

    const place = (path: string) => [expect.objectContaining({ path })]
    const fresh = { name: 'New' }
    for (const [second, status, path] of [
      [{ name: 'Thing 7' }, 409, '1.name'],
      [{ name: 'Other', seen: new Date(7).toISOString() }, 409, '1.seen'],
      [fresh, 409, '1.name'],
      [{ name: 'Other', counterId: engines[name]!.answers.ids === 'uuid' ? unknownId : 99 }, 409, '1.counterId'],
      [{ name: '' }, 422, '1.name'],
    ] as const)
      expect(await create([fresh, second])).toMatchObject({ status, issues: place(path) })
    expect(await create([...rows, fresh])).toMatchObject({ status: 422 })
    expect(await create([fresh])).toMatchObject({ status: 201, names: ['New'] })

    const lines = (await (await request('/things.csv?sort=createdAt')).text()).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1_002)
    expect(lines[1]).toContain(',Thing 0,,1970-01-01T00:00:00.000Z')
  })
})
