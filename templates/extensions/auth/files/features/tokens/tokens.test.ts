import { describe, expect, it } from 'vitest'
import { setupApp } from '#tests/support.ts'
import { draftToken } from './factory.ts'
import { createToken, readToken, useToken } from './services.ts'

const { db } = setupApp()
const make = async (given: Parameters<typeof draftToken>[1] = {}) => await createToken(db, await draftToken(db, given))
const isKept = async (id: unknown) => {
  const rows = await db.selectFrom('tokens').select('id').execute()
  return rows.some((row) => row.id === id)
}

describe('a token', () => {
  it('is of 128 and 256 random bits, of which the database has a hash', async () => {
    const { token } = await make()
    expect(token).toMatch(/^[\w-]{22}\.[\w-]{43}$/)
    const rows = await db.selectFrom('tokens').select(['selector', 'secretHash']).execute()
    expect(rows.map(({ selector }) => selector)).toContain(token.split('.')[0])
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[1])
  })

  it('proves what it is for, and nothing else', async () => {
    const { id, token } = await make({ kind: 'password', label: 'ada@example.com' })
    expect(await readToken(db, token, ['password'])).toMatchObject({ id, label: 'ada@example.com' })
    expect(await readToken(db, token, ['session', 'api', 'email', 'refresh'])).toBeUndefined()
  })

  it('proves nothing unless it is right to the letter', async () => {
    const { token } = await make()
    const [selector, secret] = token.split('.') as [string, string]
    const other = (await make()).token.split('.')[1]!
    for (const wrong of ['', '.', selector, `${selector}.`, `.${secret}`, `${selector}.${other}`, `${token}.`, `${token}x`]) {
      expect(await readToken(db, wrong, ['session'])).toBeUndefined()
    }
  })

  it('is good once where it is taken, even by two at once', async () => {
    const { id } = await make()
    const taken = await Promise.all([useToken(db, id), useToken(db, id)])
    expect(taken.toSorted()).toEqual([false, true])
  })

  it('proves nothing once it is too old, and is swept out', async () => {
    const { id, token } = await make({ seconds: -1 })
    expect(await readToken(db, token, ['session'])).toBeUndefined()
    expect(await isKept(id)).toBe(true)
    const fresh = await make()
    expect([await isKept(id), await isKept(fresh.id)]).toEqual([false, true])
  })
})
