import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { checkProjectName } from '../../src/render/names.ts'

const bad: [name: string, reason: RegExp][] = [
  ['', /empty/],
  [' ', /only lowercase/],
  ['.', /only lowercase/],
  ['..', /only lowercase/],
  ['../shop', /only lowercase/],
  ['a/b', /only lowercase/],
  ['a\\b', /only lowercase/],
  ['/etc', /only lowercase/],
  ['C:', /only lowercase/],
  ['shop:stream', /only lowercase/],
  ['%2e%2e', /only lowercase/],
  ['shop\0', /only lowercase/],
  ['shop\n', /only lowercase/],
  ['shop\t', /only lowercase/],
  ['\u001B[31mshop', /only lowercase/],
  ['shop\u200B', /only lowercase/],
  ['shop\u202E', /only lowercase/],
  ['Shop', /only lowercase/],
  ['my shop', /only lowercase/],
  ['my_shop', /only lowercase/],
  ['my--shop', /only lowercase/],
  ['-shop', /only lowercase/],
  ['shop-', /only lowercase/],
  ['.shop', /only lowercase/],
  ['shop.', /only lowercase/],
  ['shop ', /only lowercase/],
  ['1shop', /only lowercase/],
  ['42', /only lowercase/],
  ['@scope/shop', /only lowercase/],
  ['shop!', /only lowercase/],
  ['shöp', /only lowercase/],
  ['ѕhop', /only lowercase/],
  ['商店', /only lowercase/],
  ['🛒', /only lowercase/],
  ['$(id)', /only lowercase/],
  ['shop;ls', /only lowercase/],
  ['~', /only lowercase/],
  ['node_modules', /only lowercase/],
  ['__proto__', /only lowercase/],
  ['con', /Windows/],
  ['nul', /Windows/],
  ['aux.txt', /Windows/],
  ['COM1', /Windows/],
  ['lpt9', /Windows/],
  ['class', /reserved word/],
  ['default', /reserved word/],
  ['await', /reserved word/],
  ['constructor', /reserved word/],
  ['http', /module of Node/],
  ['fs', /module of Node/],
  ['hono', /depends on a package/],
  ['kysely', /depends on a package/],
  ['paxx', /depends on a package/],
  ['a'.repeat(61), /longer than 60/],
]

const dependencies = ['hono', 'kysely', 'zod']

const refused = (name: string): UsageError => {
  try {
    checkProjectName(name, dependencies)
  } catch (error) {
    return error as UsageError
  }
  throw new Error(`${name} was taken`)
}

describe('checkProjectName', () => {
  it.each(bad)('refuses %j with a reason', (name, reason) => {
    const error = refused(name)

    expect(error).toBeInstanceOf(UsageError)
    expect(error.code).toBe('NAME_INVALID')
    expect(error.message).toMatch(reason)
  })

  it.each(['a', 'shop', 'my-shop', 'shop2', 's3-proxy', 'a'.repeat(60)])('takes %j', (name) => {
    expect(() => checkProjectName(name, dependencies)).not.toThrow()
  })

  it.each([
    ['My Shop', 'my-shop'],
    ['MyShop', 'my-shop'],
    ['my_shop', 'my-shop'],
    ['2shop', 'shop'],
    ['Café', 'cafe'],
  ])('offers another name for %j', (name, better) => {
    expect(refused(name).hint).toBe(`\`${better}\` would do.`)
  })
})
