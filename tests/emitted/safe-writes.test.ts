import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFeature } from '../../src/render/features/add.ts'
import { engines, openProject, served } from './engines.ts'
import { read } from './scenarios.ts'
import { base, write } from './written.ts'

const lines = ['counters total:integer --versioned']

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
})
