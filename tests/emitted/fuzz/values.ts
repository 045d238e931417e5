import type { Schema } from '@cfworker/json-schema'
import fc from 'fast-check'
import { type Document, resolve } from './document.ts'

/** The id of one of the rows that there are when it is sent; where there is none, another. */
export class Reference {
  readonly to: string
  readonly nth: number
  readonly other: unknown

  constructor(to: string, nth: number, other: unknown) {
    this.to = to
    this.nth = nth
    this.other = other
  }
}

/** Values that are valid by a schema of the document, and that any database can keep. */
export function valid(document: Document, given: Schema): fc.Arbitrary<unknown> {
  const schema = resolve(document, given)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => valid(document, { ...schema, type })))
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valid(document, one)))
  switch (schema.type) {
    case 'string':
      return text(schema)
    case 'integer':
      return fc.integer({ min: least(schema), max: schema.maximum ?? 2 ** 31 - 1 })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e300, max: schema.maximum ?? 1e300, noNaN: true }).map((n) => n + 0)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return list(document, schema)
    default:
      return schema.properties ? object(document, schema) : fc.dictionary(word, json, { maxKeys: 4 })
  }
}

function list(document: Document, { items, minItems = 0, maxItems = 4 }: Schema): fc.Arbitrary<unknown[]> {
  const isAny = Object.keys(items ?? {}).length === 0
  const item = isAny ? json : valid(document, items as Schema)
  return fc.array(item, { minLength: minItems, maxLength: Math.min(maxItems, 4) })
}

const least = ({ minimum, exclusiveMinimum }: Schema): number =>
  minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : -(2 ** 31))

function object(document: Document, { properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const collection = others[name] ?? `/${name.replace(/Ids?$/, 's')}`
    const isReference = /Ids?$/.test(name) && collection in document.paths
    const reference = (other: Schema) =>
      fc.tuple(fc.nat(99), valid(document, other)).map((pair) => new Reference(collection, ...pair))
    if (!isReference) return [name, valid(document, schema as Schema)]
    const { items } = schema as Schema
    return [name, items ? fc.array(reference(items as Schema), { maxLength: 4 }) : reference(schema as Schema)]
  })
  return fc.record(Object.fromEntries(fields), { requiredKeys: required as never[] })
}

/** Whose ids fields hold that are not called after those. */
const others: Readonly<Record<string, string>> = {
  authorId: '/customers',
  categoryId: '/categories',
  editorId: '/customers',
  parentId: '/categories',
}

const isKept = (value: string): boolean => !/\p{Surrogate}/u.test(value) && !value.includes('\0')
const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter(isKept)
const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }).filter((value) => isKept(JSON.stringify(value)))

const day = fc
  .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString())

function text({ format, pattern, minLength = 0, maxLength = 2_000 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return day.map((instant) => instant.slice(0, 10))
  if (format === 'date-time') {
    return fc.tuple(day, fc.constantFrom('Z', '+00:00', '-11:30', '+14:00')).map(([at, zone]) => at.replace('Z', zone))
  }
  if (format === 'uuid') return fc.uuid()
  if (format === 'uri') return fc.webUrl({ withQueryParameters: true }).filter((url) => url.length <= maxLength)
  if (format === 'int64') return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)
  const isMeant = (value: string) => !pattern || new RegExp(pattern).test(value)
  const isLong = (value: string) => value.length >= minLength && value.length <= maxLength
  if (pattern?.startsWith('^')) {
    // fast-check makes texts for all of a pattern but what it looks ahead for.
    const possible = fc.stringMatching(new RegExp(pattern.replaceAll(/\(\?![^()]*\)/g, '')))
    return possible.filter((value) => isMeant(value) && isLong(value))
  }
  const any = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) })
  return any.filter((value) => isKept(value) && isMeant(value) && isLong(value))
}
