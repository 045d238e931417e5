import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { parseFields } from '../../src/render/fields/parse.ts'
import { printField } from '../../src/render/fields/print.ts'
import { field } from './arbitraries.ts'

const errorOf = (...texts: string[]): UsageError => {
  try {
    parseFields(texts)
  } catch (error) {
    return error as UsageError
  }
  throw new Error(`${texts.join(' ')} was taken`)
}

const plain = { optional: false, unique: false, index: false, private: false }

describe('parseFields', () => {
  it.each<[text: string, field: object]>([
    ['name:string', { name: 'name', column: 'name', type: 'string', min: 1, max: 255 }],
    ['code:string=80:min=2', { type: 'string', min: 2, max: 80 }],
    ['code:string:max=80:min=0', { type: 'string', min: 0, max: 80 }],
    [
      'unit_price:decimal=10,2:min=0',
      { name: 'unitPrice', column: 'unit_price', precision: 10, scale: 2, min: '0.00' },
    ],
    ['unit-price:float', { name: 'unitPrice', column: 'unit_price' }],
    ['UnitPrice:float', { name: 'unitPrice', column: 'unit_price' }],
    ['line_2:text', { name: 'line2', column: 'line2' }],
    ['total:integer:min=0:max=9', { min: 0, max: 9 }],
    ['gift:boolean:default=false', { default: false }],
    ['data:json:default={"a":{"b":1}}', { default: { a: { b: 1 } } }],
    ['site:url:default=https://example.com:8080/a:optional', { default: 'https://example.com:8080/a', optional: true }],
    ['at:datetime:default=2026-01-02T03:04:05Z:index', { default: '2026-01-02T03:04:05.000Z', index: true }],
    ['day:date:min=2026-01-01', { min: '2026-01-01' }],
    ['status:enum=open,paid:default=open', { values: ['open', 'paid'], default: 'open' }],
    ['customer:references', { name: 'customerId', column: 'customer_id', target: 'customers', onDelete: 'restrict' }],
    ['customerId:references', { name: 'customerId', target: 'customers' }],
    ['author:references=users:cascade', { name: 'authorId', target: 'users', onDelete: 'cascade' }],
    ['author:references=User:set-null:optional', { target: 'users', onDelete: 'set-null', optional: true }],
    ['order:references:cascade:many', { target: 'orders', onDelete: 'cascade', many: true }],
    ['password:string:private:unique', { private: true, unique: true }],
    ['class:string', { name: 'class' }],
    ['order:integer', { name: 'order' }],
    ['limit:integer', { name: 'limit' }],
  ])('reads %s', (text, expected) => {
    expect(parseFields([text])[0]).toMatchObject(expected)
  })

  it('reads nothing that is not there', () => {
    expect(parseFields(['open:boolean'])).toEqual([{ name: 'open', column: 'open', type: 'boolean', ...plain }])
  })

  it.each<[text: string, what: RegExp, hint?: RegExp]>([
    ['', /has no type/],
    ['order:references:many:private', /is `many`, and by `private` nobody is told/],
    ['order:references:many:unique', /is `many`, and by `unique` one row at most/],
    ['total:integer:many', /`many` is for references/, /Leave `many` out/],
    ['name', /has no type/, /name:type\. Types: string, text/],
    ['name:', /no type ``/],
    ['name:strin', /no type `strin`/, /Did you mean `string`\?/],
    ['name:String', /no type `String`/, /Did you mean `string`\?/],
    [':string', /name cannot be that/],
    ['1st:string', /name cannot be that/],
    ['a b:string', /name cannot be that/],
    ['naïve:string', /name cannot be that/],
    ['__proto__:string', /name cannot be that/],
    [`${'a-'.repeat(200)}:string`, /name cannot be that/],
    ['constructor:string', /every object has/],
    ['to-string:string', /every object has/],
    ['id:integer', /made by the database/],
    ['created_at:datetime', /made by the database/],
    ['a-b-c:string', /another spelling/],
    [`${'a'.repeat(49)}:string`, /longer than 48/],
    [`${'a'.repeat(47)}:references`, /longer than 48/],
    ['sort:enum=a,b', /a list takes `sort`/],
    ['name:string=0', /not what `string` takes/, /1 to 10000/],
    ['name:string=x', /not what `string` takes/],
    ['name:string=80:max=90', /twice/],
    ['name:text=80', /takes nothing/],
    ['price:decimal', /too little/, /decimal=10,2/],
    ['price:decimal=2,3', /not what `decimal` takes/],
    ['price:decimal=39,2', /not what `decimal` takes/],
    ['status:enum', /too little/],
    ['status:enum=a,a', /not what `enum` takes/],
    ['status:enum=a,', /not what `enum` takes/],
    ["status:enum=a,b'c", /not what `enum` takes/],
    ['status:enum=a,b:default=c', /does not fit/, /one of its values/],
    ['name:string:optionl', /no modifier `optionl`/, /Did you mean `optional`\?/],
    ['name:string:default=a:b', /no modifier `b`/],
    ['name:string:optional:optional', /twice/],
    ['name:string:optional=yes', /takes no value/],
    ['name:string:min', /has no value/],
    ['name:string:min=-1', /does not fit/, /a length/],
    ['name:string=5:min=6', /beyond `max=5`/],
    ['name:string=3:default=long', /above `max`/],
    ['name:string:default=', /is blank/],
    ['name:text:default= \t', /does not fit/],
    ['name:text:default=  ', /is blank/],
    ['name:string:default=\uD800', /does not fit/],
    ['size:bigint:default=9223372036854775808', /does not fit/],
    ['size:bigint:min=1:default=-9223372036854775808', /below `min`/],
    ['day:date:default=0000-01-01', /does not fit/],
    ['data:json:default=["\\u0000"]', /does not fit/],
    ['data:json:default={"\\ud800":1}', /does not fit/],
    ['name:string:default=a\tb', /does not fit/],
    ['total:integer:default=1.5', /does not fit/, /a whole number/],
    ['total:integer:default=9007199254740993', /does not fit/],
    ['total:integer:min=2:max=1', /beyond/],
    ['total:integer:min=0:default=-1', /below `min`/],
    ['price:decimal=4,2:default=100', /does not fit/],
    ['price:decimal=4,2:default=1.005', /does not fit/],
    ['price:decimal=10,2:min=9:max=10:default=10.01', /above `max`/],
    ['open:boolean:default=1', /does not fit/, /true/],
    ['open:boolean:min=1', /takes no `min`/],
    ['data:json:default=1', /does not fit/],
    ['mail:email:default=nobody', /does not fit/],
    ['site:url:default=javascript:alert(1)', /does not fit/],
    ['day:date:default=2026-02-30', /does not fit/],
    ['day:date:default=2026-01-01T00:00:00Z', /does not fit/],
    ['at:datetime:default=2026-01-01', /does not fit/],
    ['open:boolean:unique', /cannot be unique/],
    ['price:decimal=9,2:unique', /cannot be unique/],
    ['data:json:index', /cannot have an index/],
    ['body:text:index', /cannot have an index/],
    ['mail:email:unique:index', /has an index without/],
    ['customer:references:index', /has an index without/],
    ['rank:integer:unique:min=1:max=10', /a few rows only/],
    ['code:string=1:unique', /a few rows only/],
    ['code:string:unique:default=a', /has no default/],
    ['customer:references:set-null', /may not be/, /Add `optional`/],
    ['customer:references:cascade:restrict', /`restrict` and `cascade`/],
    ['customer:references:default=1', /takes no `default`/],
    ['customer:references=a/b', /not what `references` takes/],
    ['name:string:cascade', /for references/],
  ])('refuses %j', (text, what, hint = /./) => {
    const error = errorOf('first:string', text)

    expect(error).toBeInstanceOf(UsageError)
    expect(error.code).toBe('FIELD_INVALID')
    expect(error.message).toContain(`Field 2, \`${text}\`: `)
    expect(error.message).toMatch(what)
    expect(error.hint).toMatch(hint)
  })

  it('refuses a second field of the same name', () => {
    expect(errorOf('unit-price:float', 'unitPrice:float').message).toMatch(/^Field 2, .*`unitPrice` before it/)
    expect(errorOf('user:references', 'userId:integer').message).toMatch(/^Field 2/)
  })
})

describe('printField', () => {
  it.each([
    ['unit_price:decimal=10,2:min=0', 'unitPrice:decimal=10,2:min=0.00'],
    ['name:string=255:optional', 'name:string:optional'],
    ['name:string:max=80:min=1', 'name:string=80'],
    ['a:integer:default=1:min=0:unique:private'.replace('default=1:', ''), 'a:integer:unique:private:min=0'],
    ['customer:references=customers:restrict', 'customer:references'],
    ['author:references=User:cascade', 'author:references=users:cascade'],
    ['data:json:default={ "a": 1 }', 'data:json:default={"a":1}'],
  ])('writes %s as %s', (text, printed) => {
    expect(printField(parseFields([text])[0]!)).toBe(printed)
  })

  it('writes what is read as the same, for every field', () => {
    fc.assert(
      fc.property(field, (text) => {
        const [read] = parseFields([text])
        const printed = printField(read!)
        expect(parseFields([printed])).toEqual([read])
        expect(printField(parseFields([printed])[0]!)).toBe(printed)
      }),
      { numRuns: 2_000 },
    )
  })
})
