import { describe, expect, it } from 'vitest'
import { createDb } from '#core/database/database.ts'
import { createTestApp, setupApp } from '#tests/support.ts'

const context = setupApp()
// Nothing answers there.
const unreachable = createDb('<%= unreachableUrl %>')

describe('GET /health', () => {
  it('answers without asking the database', async () => {
    expect((await createTestApp({ db: unreachable }).request('/health')).status).toBe(200)
  })
})

describe('GET /ready', () => {
  it('answers 200 with a migrated database', async () => {
    const res = await context.app.request('/ready')

    expect(res.status).toBe(200)
    expect(await res.json()).toEqual({ status: 'ok' })
  })

  it('answers 503 without a database', async () => {
    const res = await createTestApp({ db: unreachable }).request('/ready')

    expect(res.status).toBe(503)
    expect(res.headers.get('Retry-After')).toBe('1')
    expect(await res.json()).toMatchObject({ detail: 'The database does not answer' })
  })

  it('answers 503 while the server stops', async () => {
    const res = await createTestApp({ db: context.db, lifecycle: { stopping: true, closing: false } }).request('/ready')

    expect(res.status).toBe(503)
    expect(await res.json()).toMatchObject({ detail: 'The server is stopping' })
  })
})
