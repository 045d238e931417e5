import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { ask } from './faults.ts'
import { scenarios } from './scenarios.ts'
import { serve, succeed } from './shop.ts'
import { base, write } from './written.ts'

let cwd: string
let removeShop = () => {}
afterAll(() => removeShop())
beforeAll(async () => {
  const { ids, features } = scenarios['the two of the contract']!
  const start: Answers = { ...base, ids }
  const answers = features.reduce((sum, request) => addFeature(sum, request).answers, start)
  cwd = await write(answers, undefined, (remove) => void (removeShop = remove))
  await succeed('npm', ['run', 'build'], { cwd })
}, 120_000)

/** The API on a migrated database. */
async function serveOn(file: string) {
  const env = { NODE_ENV: 'production', DATABASE_URL: `sqlite:${file}` }
  await succeed('node', ['dist/scripts/db.js', 'upgrade'], { cwd, env })
  return await serve('node', ['dist/main.js'], { cwd, env })
}

let count = 0
async function create(url: string): Promise<{ status: number; retryAfter: string | null }> {
  const { status, headers } = await fetch(`${url}/customers`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', email: `ada${count++}@example.com` }),
  })
  return { status, retryAfter: headers.get('Retry-After') }
}

describe('a lock of another process', () => {
  it('stops no read, and no write for longer than five seconds', async () => {
    const { url } = await serveOn('data/locked.db')
    const other = new DatabaseSync(path.join(cwd, 'data/locked.db'))
    other.exec('begin immediate')

    const state = { refused: false }
    const refused = Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => create(url))).finally(() => (state.refused = true))
    const reads = ['/health', '/ready', '/customers']
    let answers = 0
    while (!state.refused) {
      for (const read of reads) expect((await ask(url + read)).status, read).toBe(200)
      answers++
    }
    expect(await refused).toEqual(Array.from({ length: 8 }, () => ({ status: 503, retryAfter: '1' })))
    expect(answers).toBeGreaterThan(10)

    const waiting = [create(url), create(url)]
    expect((await ask(`${url}/customers`)).status).toBe(200)
    other.exec('rollback')
    other.close()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201])
  }, 30_000)
})
