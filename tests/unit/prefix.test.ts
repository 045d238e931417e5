import { describe, expect, it } from 'vitest'
import { parseAnswers } from '../../src/render/answers.ts'
import { readPrefix, unprefixed } from '../../src/render/prefix.ts'
import { answers } from './answers.ts'

describe('readPrefix', () => {
  it.each([
    ['/v1', '/v1'],
    ['/api/v1', '/api/v1'],
    ['/api/v1/', '/api/v1'],
    ['api/v1', '/api/v1'],
    ['/2026-11', '/2026-11'],
    ['/', undefined],
    ['', undefined],
  ])('takes %j', (given, prefix) => {
    expect(readPrefix(given)).toBe(prefix)
    if (prefix) expect(parseAnswers(JSON.stringify({ ...answers, prefix }))).toMatchObject({ prefix })
  })

  it.each([
    '/API',
    '//v1',
    '/v1//',
    '/..',
    '/v1/../..',
    '/:id',
    '/*',
    '/v1?a',
    "/'",
    '/ä',
    '/a b',
    '/docs',
    '/auth/v1',
    'C:/Program Files/Git/api',
    `/${'v'.repeat(60)}`,
  ])('refuses %j, and says what would do', (given) => {
    expect(() => readPrefix(given)).toThrow(
      expect.objectContaining({ code: 'PREFIX_INVALID', hint: expect.stringContaining('/api/v1') }),
    )
  })
})

it.each([
  ['/api/v1', '/api/v1/orders', '/orders'],
  ['/api/v1', '/api/v12/orders/{id}', '/orders/{id}'],
  ['/api/v1', '/me', '/me'],
  ['/api/v1', '/api/v1beta/orders', '/api/v1beta/orders'],
  ['/api.v1', '/apixv1/orders', '/apixv1/orders'],
  [undefined, '/orders', '/orders'],
])('unprefixed is code that makes of %s, in %s, %s', (prefix, path, own) => {
  expect(new Function('path', `return ${unprefixed('path', prefix)}`)(path)).toBe(own)
})
