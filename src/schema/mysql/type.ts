import { textOf } from './text-of.ts'
import { tokenize } from './tokens.ts'

const short: Readonly<Record<string, string>> = {
  integer: 'int',
  int1: 'tinyint',
  int2: 'smallint',
  int3: 'mediumint',
  int4: 'int',
  int8: 'bigint',
  middleint: 'mediumint',
  bool: 'tinyint(1)',
  boolean: 'tinyint(1)',
  numeric: 'decimal',
  dec: 'decimal',
  fixed: 'decimal',
  'double precision': 'double',
  real: 'double',
  float8: 'double',
  float4: 'float',
  'character varying': 'varchar',
  character: 'char',
}

/** A type as people write it, by one name: `varchar(80)`, `decimal(10,2)`, `bigint unsigned`. Values keep their case. */
export function normalType(type: string): string {
  const [, head = '', tail = ''] = /^\s*([a-z]\w*(?:\s+(?:precision|varying))?)(.*?)\s*$/is.exec(type) ?? []
  const name = head.toLowerCase().replaceAll(/\s+/g, ' ')
  if (name === 'enum' || name === 'set') return name + tail.trimStart()
  const [, size = '', rest = ''] = /^\s*(\([\d\s,]+\))?(.*)$/s.exec(tail.toLowerCase())!
  const known = short[name] ?? name
  const words = rest.split(/\s+/).filter((word) => word !== '' && word !== 'signed')
  return [withSize(known, size.replaceAll(/\s/g, ''), words), ...words].join(' ')
}

/** The number of digits that MariaDB shows of a whole number says nothing, but for booleans and leading zeros. */
function withSize(name: string, size: string, words: readonly string[]): string {
  const isWhole = /^(tiny|small|medium|big)?int$/.test(name)
  if (isWhole && !(name === 'tinyint' && size === '(1)') && !words.includes('zerofill')) return name
  if (name === 'year' || (size === '(0)' && /^(datetime|timestamp|time)$/.test(name))) return name
  if (name === 'decimal' && !size.includes(',')) return `decimal(${size.slice(1, -1) || 10},0)`
  return (name === 'char' || name === 'binary' || name === 'bit') && size === '' ? `${name}(1)` : name + size
}

/** The values of an `enum`; none of another type. */
export function enumValues(type: string): string[] | undefined {
  return type.startsWith('enum(') ? tokenize(type).flatMap((token) => textOf(token) ?? []) : undefined
}

export type Family = 'number' | 'text' | 'boolean' | 'json' | 'time' | 'bytes' | string

const families: readonly (readonly [Family, RegExp])[] = [
  ['boolean', /^tinyint\(1\)$/],
  ['number', /^((tiny|small|medium|big)?int|decimal|float|double)\b/],
  ['text', /^((tiny|medium|long)?text|varchar|char)\b/],
  ['json', /^json$/],
  ['time', /^(date|datetime|timestamp)\b/],
  ['bytes', /^((tiny|medium|long)?blob|varbinary|binary)\b/],
]

/** What types that can hold each other's values have in common. */
export const familyOf = (type: string): Family =>
  families.find(([, pattern]) => pattern.test(type))?.[0] ?? type.replace(/\(.*/s, '')

/** What a number becomes, or is made of, where keys go over to UUIDs or back. */
export function keyExchange(from: string, to: string): 'uuid' | 'number' | undefined {
  if (familyOf(from) === 'number' && to === 'char(36)') return 'uuid'
  return from === 'char(36)' && familyOf(to) === 'number' ? 'number' : undefined
}

/** Whether a default of it has to be an expression, and an index has only so many characters of it. */
export const isLong = (type: string): boolean => /^((tiny|medium|long)?(text|blob)|json|geometry|point)\b/.test(type)

/** Whether it has characters, and so a collation. */
export const isText = (type: string): boolean => /^((tiny|medium|long)?text|varchar|char|enum|set)\b/.test(type)

const wholes = ['tinyint(1)', 'tinyint', 'smallint', 'mediumint', 'int', 'bigint']
const texts = ['tinytext', 'text', 'mediumtext', 'longtext']
const blobs = ['tinyblob', 'blob', 'mediumblob', 'longblob']

/** Whether one type has room for every value of another, as it is. */
export function holdsAll(from: string, to: string): boolean {
  if (from === to) return true
  for (const ranks of [wholes, texts, blobs]) {
    if (ranks.includes(from) && ranks.includes(to)) return ranks.indexOf(to) >= ranks.indexOf(from)
  }
  const [old, fresh] = [from, to].map(parts) as [Parts, Parts]
  if (isVariable(old) && isVariable(fresh)) return fresh.sizes[0]! >= old.sizes[0]!
  if (isVariable(old) && texts.includes(to)) return to !== 'tinytext' && (to !== 'text' || old.sizes[0]! <= 16_383)
  if (old.name === 'decimal' && fresh.name === 'decimal') {
    const digits = ({ sizes: [all = 10, behind = 0] }: Parts): number => all - behind
    return digits(fresh) >= digits(old) && (fresh.sizes[1] ?? 0) >= (old.sizes[1] ?? 0)
  }
  if (old.name === fresh.name && /^(datetime|timestamp|time)$/.test(old.name))
    return (fresh.sizes[0] ?? 0) >= (old.sizes[0] ?? 0)
  if (old.name === 'date') return fresh.name === 'datetime'
  const isWord = old.name === 'enum' && fresh.name === 'enum'
  if (isWord) return from.startsWith(to.slice(0, -1)) ? false : to.startsWith(from.slice(0, -1))
  return (from === 'float' && to === 'double') || (to === 'longtext' && !from.includes('blob') && !/binary/.test(from))
}

interface Parts {
  readonly name: string
  readonly sizes: readonly number[]
}

function parts(type: string): Parts {
  const [, name = '', sizes = ''] = /^(\w+)(?:\(([\d,]+)\))?/.exec(type) ?? []
  return { name, sizes: sizes === '' ? [] : sizes.split(',').map(Number) }
}

const isVariable = ({ name, sizes }: Parts): boolean => (name === 'varchar' || name === 'char') && sizes.length === 1
