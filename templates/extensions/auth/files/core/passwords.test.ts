import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { hashPassword, isOutdated, refuseCommon, verifyPassword } from './passwords.ts'

describe('a password', () => {
  it('is hashed by Argon2id with a salt of its own, whole, and however its signs are composed', async () => {
    const password = `${'x'.repeat(100)}é and more`
    const [one, other] = await Promise.all([hashPassword(password), hashPassword(password.normalize('NFD'))])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
    for (const hashed of [one, other]) {
      expect(await verifyPassword(password, hashed)).toBe(true)
      expect(await verifyPassword(password.normalize('NFD'), hashed)).toBe(true)
    }
    expect(await verifyPassword(`${password}!`, one)).toBe(false)
    expect(await verifyPassword(password.slice(0, -1), one)).toBe(false)
  })

  it('is nobody’s without a hash', async () => {
    expect(await verifyPassword('the password of nobody', null)).toBe(false)
    expect(await verifyPassword('the password of nobody', undefined)).toBe(false)
  })

  it('is told from one that was hashed with less', async () => {
    expect(isOutdated(await hashPassword('a long enough one'))).toBe(false)
    expect(isOutdated(await hash('a long enough one', { memoryCost: 8_192, timeCost: 1, parallelism: 1 }))).toBe(true)
  })

  it.each(['password1234', 'PassWord1234', 'sunshine2026!', '1qaz2wsx3edc', 'aaaaaaaaaaaa', 'abcabcabcabc'])(
    'is refused where it is common: %s',
    async (common) => {
      await expect(refuseCommon(common)).rejects.toThrow('not valid')
    },
  )

  it.each(['correct horse battery', 'xK8#mQ2$vL9w', 'ein langer Satz ist gut'])('is taken: %s', async (good) => {
    await expect(refuseCommon(good)).resolves.toBeUndefined()
  })
})
