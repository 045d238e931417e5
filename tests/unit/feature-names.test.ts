import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { addFeature, type FeatureRequest } from '../../src/render/features/add.ts'
import { inflect } from '../../src/render/features/inflect.ts'
import { readFeatureName } from '../../src/render/features/name.ts'
import { answers } from './answers.ts'

const add = (...requests: FeatureRequest[]) =>
  requests.reduce((sum, request) => addFeature(sum, request).answers, answers).features

const errorOf = (run: () => unknown): UsageError => {
  try {
    run()
  } catch (error) {
    return error as UsageError
  }
  throw new Error('it was taken')
}

describe('inflect', () => {
  it.each(['orders', 'order', 'Orders', 'Order'])('knows orders as %s', (name) => {
    expect(inflect(name)).toEqual({
      kebab: 'orders',
      path: '/orders',
      table: 'orders',
      plural: 'orders',
      Plural: 'Orders',
      singular: 'order',
      Singular: 'Order',
      titles: 'orders',
      title: 'order',
      aTitle: 'an order',
    })
  })

  it.each(['order-items', 'order_items', 'OrderItems', 'orderItems', 'order-item', 'OrderItem'])(
    'knows order items as %s',
    (name) => {
      expect(inflect(name)).toEqual({
        kebab: 'order-items',
        path: '/order-items',
        table: 'order_items',
        plural: 'orderItems',
        Plural: 'OrderItems',
        singular: 'orderItem',
        Singular: 'OrderItem',
        titles: 'order items',
        title: 'order item',
        aTitle: 'an order item',
      })
    },
  )

  it.each([
    ['news', 'news', 'news'],
    ['status', 'statuses', 'status'],
    ['statuses', 'statuses', 'status'],
    ['series', 'series', 'series'],
    ['classes', 'classes', 'class'],
    ['addresses', 'addresses', 'address'],
    ['people', 'people', 'person'],
    ['children', 'children', 'child'],
    ['categories', 'categories', 'category'],
    ['category', 'categories', 'category'],
    ['boxes', 'boxes', 'box'],
    ['buses', 'buses', 'bus'],
    ['cookies', 'cookies', 'cookie'],
    ['movies', 'movies', 'movie'],
    ['caches', 'caches', 'cache'],
    ['viruses', 'viruses', 'virus'],
    ['schema', 'schemas', 'schema'],
    ['lens', 'lenses', 'lens'],
    ['canvases', 'canvases', 'canvas'],
    ['analyses', 'analyses', 'analysis'],
    ['matrices', 'matrices', 'matrix'],
    ['indexes', 'indexes', 'index'],
    ['leaves', 'leaves', 'leaf'],
    ['heroes', 'heroes', 'hero'],
    ['data', 'data', 'data'],
    ['media', 'media', 'media'],
    ['metadata', 'metadata', 'metadata'],
    ['equipment', 'equipment', 'equipment'],
    ['staff', 'staff', 'staff'],
    ['businesses', 'businesses', 'business'],
    ['processes', 'processes', 'process'],
    ['databases', 'databases', 'database'],
    ['invoices', 'invoices', 'invoice'],
    ['sms', 'sms', 'sms'],
    ['user-data', 'user-data', 'user-data'],
    ['shop-news', 'shop-news', 'shop-news'],
    ['line2-items', 'line2-items', 'line2-item'],
    ['line-2-items', 'line2-items', 'line2-item'],
    ['api-keys', 'api-keys', 'api-key'],
    ['APIKeys', 'api-keys', 'api-key'],
  ])('of %s: %s, and one is a %s', (name, many, one) => {
    const { kebab, title } = inflect(name)
    expect([kebab, title.replaceAll(' ', '-')]).toEqual([many, one])
    expect(inflect(kebab)).toEqual(inflect(name))
  })

  it.each([
    ['users', 'a user'],
    ['units', 'a unit'],
    ['umbrellas', 'an umbrella'],
    ['events', 'an event'],
    ['euros', 'a euro'],
    ['hours', 'an hour'],
    ['one-offs', 'a one off'],
    ['onions', 'an onion'],
    ['items', 'an item'],
    ['customers', 'a customer'],
  ])('speaks of %s as %s', (name, aTitle) => {
    expect(inflect(name).aTitle).toBe(aTitle)
  })

  it('takes the singular that it is told', () => {
    expect(inflect('criteria', 'criterium')).toMatchObject({ kebab: 'criteria', Singular: 'Criterium' })
    expect(inflect('order-staff', 'order-staff-member')).toMatchObject({
      plural: 'orderStaff',
      singular: 'orderStaffMember',
    })
  })
})

const misspelt = [
  '',
  ' ',
  '.',
  '..',
  '../orders',
  'a/b',
  'a\\b',
  '/etc',
  'C:',
  'a:b',
  '%2e',
  'orders\0',
  'orders\n',
  'örders',
  'ѕhop',
]
const misspeltToo = ['🛒', '-a', 'a-', 'a--b', '_a', '1a', 'a.b', '__proto__', 'a b', '$(id)', `${'a-'.repeat(500)}!`]
const words = ['class', 'new', 'delete', 'default', 'await', 'let', 'static', 'yield', 'enum', 'type', 'Class', 'NEW']
const types = ['dates', 'errors', 'requests', 'Response', 'promises', 'maps', 'sets', 'objects', 'functions', 'strings']
const typesToo = ['ids', 'records', 'problems', 'z', 'database', 'Kysely', 'hono']
const own = ['health', 'docs', 'core', 'app', 'db', 'auth', 'settings', 'resource', 'middleware', 'index']

describe('readFeatureName', () => {
  it.each<[name: string, reason: RegExp]>([
    ...[...misspelt, ...misspeltToo].map((name): [string, RegExp] => [name, /only letters, digits/]),
    ...words.map((name): [string, RegExp] => [name, /is a reserved word/]),
    ...['constructor', 'to-string', 'valueOf', 'prototype'].map((name): [string, RegExp] => [name, /every object has/]),
    ...['con', 'nul', 'AUX', 'lpt1'].map((name): [string, RegExp] => [name, /Windows/]),
    ...[...types, ...typesToo].map((name): [string, RegExp] => [name, /generated files call/]),
    ...own.map((name): [string, RegExp] => [name, /of their own/]),
    ['a-b-cs', /another spelling/],
    ['sqlite-things', /keeps such tables/],
    ['kysely-migrations', /keeps such tables/],
    [`${'a'.repeat(48)}s`, /longer than 48/],
  ])('refuses %j', (name, reason) => {
    const error = errorOf(() => readFeatureName(name))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.code).toBe('NAME_INVALID')
    expect(error.message).toMatch(reason)
  })

  it.each([
    'classes',
    'cases',
    'imports',
    'news',
    'statuses',
    'users',
    'groups',
    'keys',
    'ranks',
    'pages',
    'files',
    'types',
    `${'a'.repeat(47)}s`,
  ])('takes %s', (name) => {
    expect(readFeatureName(name).kebab).toBe(name)
  })
})

describe('addFeature', () => {
  const users = { name: 'users', fields: ['email:email:unique'] }

  it('keeps fields in one way, however they were typed', () => {
    expect(
      add(users, { name: 'BlogPost', fields: ['author:references=User:restrict', 'reading_time:integer:min=00'] }),
    ).toEqual({
      users: { fields: ['email:email:unique'] },
      'blog-posts': { fields: ['author:references=users', 'readingTime:integer:min=0'] },
    })
  })

  it('keeps the rest only where it is not as usual', () => {
    const groups = { name: 'groups', fields: ['name:string'], timestamps: true, singular: 'group' }
    const people = { name: 'people', fields: ['name:string'], timestamps: false, singular: 'human' }
    const members = {
      name: 'members',
      fields: ['user:references', 'group:references', 'human:references:optional'],
      primaryKey: ['user', 'groupId'],
    }
    expect(add(users, groups, people, members)).toMatchObject({
      groups: { fields: ['name:string'] },
      people: { singular: 'human', timestamps: false, fields: ['name:string'] },
      members: {
        primaryKey: ['userId', 'groupId'],
        fields: ['user:references', 'group:references', 'human:references=people:optional'],
      },
    })
  })

  it('takes a reference to itself, and two to one feature', () => {
    const nodes = {
      name: 'nodes',
      fields: [
        'parent:references=nodes:optional',
        'author:references=users',
        'editor:references=users:optional:set-null',
      ],
    }
    expect(Object.keys(add(users, nodes))).toEqual(['users', 'nodes'])
  })

  it.each<[what: string, request: FeatureRequest, message: RegExp, hint: RegExp]>([
    ['one that is there', { name: 'user', fields: ['a:string'] }, /There is a feature `users` already/, /feature list/],
    [
      'a singular that is taken',
      { name: 'accounts', singular: 'user', fields: ['a:string'] },
      /`users` has a `User` already/,
      /./,
    ],
    [
      'a name that another makes',
      { name: 'user-pages', fields: ['a:string'] },
      /`users` has a `UserPage` already/,
      /./,
    ],
    [
      'a reference to nothing',
      { name: 'orders', fields: ['customer:references'] },
      /`customers`, and there is no such feature/,
      /Features: users\. .*customer:references=users/,
    ],
    ['a row that needs itself', { name: 'nodes', fields: ['parent:references=nodes'] }, /no first one/, /optional/],
    [
      'a key of what is no reference',
      { name: 'nodes', fields: ['user:references', 'rank:integer'], primaryKey: ['user', 'rank'] },
      /`rank` cannot be part/,
      /references/,
    ],
    [
      'a key of what is not there',
      { name: 'nodes', fields: ['user:references'], primaryKey: ['user', 'group'] },
      /`group` cannot be part/,
      /references/,
    ],
    ['a wrong field', { name: 'orders', fields: ['a:string', 'b:strin'] }, /Field 2, `b:strin`/, /string/],
  ])('refuses %s', (_, request, message, hint) => {
    const error = errorOf(() => add(users, request))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toMatch(message)
    expect(error.hint).toMatch(hint)
  })

  it('refuses a reference to rows that have no id', () => {
    const members = {
      name: 'members',
      fields: ['user:references', 'other:references=users'],
      primaryKey: ['user', 'other'],
    }
    const error = errorOf(() => add(users, members, { name: 'fees', fields: ['member:references'] }))
    expect(error.message).toMatch(/whose rows have no id/)
  })
})
