import { describe, expect, it } from 'vitest'
import { parseFields } from '../../src/render/fields/parse.ts'
import { secretWarnings } from '../../src/render/fields/secret-names.ts'

const warned = (text: string) => secretWarnings(parseFields([text])).length > 0

describe('a field that is named like a secret', () => {
  it.each([
    'password:string',
    'password-hash:text',
    'user-password:string:optional',
    'userpassword:string',
    'passphrase:string',
    'token:uuid',
    'reset-tokens:json',
    'access_token:string',
    'secret:text',
    'clientSecret:string',
    'apiKey:string',
    'apikey:string',
    'private-key:text',
    'credentials:json',
    'pin:string',
    'pin:integer',
    'otp:integer',
  ])('%s', (text) => expect(warned(text)).toBe(true))

  it.each([
    'password:string:private',
    'password-changed-at:datetime',
    'password-attempts:integer',
    'max-tokens:integer',
    'token:references',
    'has-secret:boolean',
    'secretary:string',
    'passport:string',
    'key:string',
    'keyboard:string',
    'spin:string',
    'tokenizer:string',
    'token-type:enum=a,b',
  ])('is not %s', (text) => expect(warned(text)).toBe(false))

  it('is told with the way out', () => {
    expect(secretWarnings(parseFields(['api-key:string=40']))).toEqual([
      '`apiKey` is named like a secret, and is in every answer: `apiKey:string:private` stores it and answers nobody with it.',
    ])
  })
})
