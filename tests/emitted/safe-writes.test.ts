import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { engines, openProject, served } from './engines.ts'
import { read } from './scenarios.ts'
import { serve, succeed } from './shop.ts'
import { base, write } from './written.ts'

const features = [
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
    const start: Answers = { ...base, ...answers, extensions: { idempotency: {} } }
    const whole = features.map(read).reduce((sum, line) => addFeature(sum, line).answers, start)
    folder = await write(whole, await installed(), (remove) => void (removeFolder = remove))
  }, 300_000)

  const open = async () => {
    const project = await openProject(folder, await url(), 'test')
    await project.migrate()
    return project
  }

  it('loses no update: of twenty who read, add one and send that, the sum is what was taken', async () => {
    const { request } = await open()
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
    const { request } = await open()
    const rows = Array.from({ length: 1_000 }, (_, n) => ({ name: `Thing ${n}`, seen: new Date(n).toISOString() }))
    const create = async (some: unknown[]) => {
      const answer = await request('/things/batch', json('POST', some))
      const { items = [], issues } = (await answer.json()) as { items?: { name: string }[]; issues?: unknown }
      return { status: answer.status, names: items.map(({ name: one }) => one), issues }
    }
    expect(await create(rows)).toMatchObject({ status: 201, names: rows.map((row) => row.name) })

    const place = (named: string) => [expect.objectContaining({ path: named })]
    const fresh = { name: 'New' }
    for (const [second, status, named] of [
      [{ name: 'Thing 7' }, 409, '1.name'],
      [{ name: 'Other', seen: new Date(7).toISOString() }, 409, '1.seen'],
      [fresh, 409, '1.name'],
      [{ name: 'Other', counterId: engines[name]!.answers.ids === 'uuid' ? unknownId : 99 }, 409, '1.counterId'],
      [{ name: '' }, 422, '1.name'],
    ] as const)
      expect(await create([fresh, second])).toMatchObject({ status, issues: place(named) })
    expect(await create([...rows, fresh])).toMatchObject({ status: 422 })
    expect(await create([fresh])).toMatchObject({ status: 201, names: ['New'] })

    const lines = (await (await request('/things.csv?sort=createdAt')).text()).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1_002)
    expect(lines[1]).toContain(',Thing 0,,1970-01-01T00:00:00.000Z')
  })
  it('does a POST with a key once, wherever its process is killed', async () => {
    await dieWhereAsked(folder)
    const DATABASE_URL =
      name === 'PGlite' ? 'pglite:data/killed' : name === 'SQLite' ? 'sqlite:data/killed.db' : await url()
    const env = { DATABASE_URL }
    await succeed('npm', ['run', 'db:upgrade'], { cwd: folder, env })
    const restart = async () => {
      const server = await serve('tsx', ['main.ts'], { cwd: folder, env })
      const ask = async (init?: RequestInit) => await fetch(`${server.url}/counters`, init)
      const post = (key: string, headers = {}) =>
        ask(json('POST', { total: 1 }, { 'Idempotency-Key': key, ...headers }))
      const count = async () => ((await (await ask()).json()) as { items: unknown[] }).items.length
      return { post, count, ended: server.process }
    }

    // Its row is written, and its answer is not kept yet.
    let server = await restart()
    await expect(server.post('before', { 'X-Die': 'before' })).rejects.toThrow()
    await server.ended
    server = await restart()
    expect(await server.count()).toBe(0)
    expect((await server.post('before')).headers.get('Idempotent-Replayed')).toBeNull()
    expect(await server.count()).toBe(1)

    // Both are committed, and nothing was answered.
    await expect(server.post('after', { 'X-Die': 'after' })).rejects.toThrow()
    await server.ended
    server = await restart()
    const replayed = await server.post('after')
    expect([replayed.status, replayed.headers.get('Idempotent-Replayed')]).toEqual([201, 'true'])
    expect(replayed.headers.get('ETag')).toBe('"1"')
    expect(await server.count()).toBe(2)
  })
})

/** Has a project end as if its machine had, where a header says so: once a row is written, and once all is committed. */
async function dieWhereAsked(folder: string): Promise<void> {
  const die = (when: string) => `if (c.req.header('X-Die') === '${when}') process.kill(process.pid, 'SIGKILL')`
  const edit = async (file: string, old: string, fresh: string) => {
    const text = await readFile(path.join(folder, file), 'utf8')
    expect(text).toContain(old)
    await writeFile(path.join(folder, file), text.replace(old, fresh))
  }
  await edit('features/counters/routes.ts', "c.header('Location'", `${die('before')}\n      c.header('Location'`)
  const around = `app.use('/counters', async (c, next) => {\n    await next()\n    ${die('after')}\n  })`
  await edit('app.ts', "app.route('/counters'", `${around}\n  app.route('/counters'`)
}
