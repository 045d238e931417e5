import { literal as mysqlLiteral, quote as mysqlQuote } from '../mysql/identifier.ts'
import { normalType as mysqlType } from '../mysql/type.ts'
import { familyOf, normalType } from '../postgres/type.ts'
import { now } from '../print/default-value.ts'
import type { Engine, Identity } from '../schema.ts'
import { literal, quote } from '../sqlite/identifier.ts'
import type { Kind } from './column-type.ts'

type Scalar = string | number | bigint | boolean | null

/** What models are in the words of an engine. */
export interface ModelEngine {
  readonly typeOf: (kind: Kind, size?: number) => string
  /** A type that was registered, as the database spells it. */
  readonly normalType: (type: string) => string
  /** The time now, as the API writes it. */
  readonly now: string
  /** Whether a type is one of the database's own that is a list of values, where a model has those for it. */
  readonly isEnum: (type: string) => boolean
  /** The type that is a list of values, where a model says no more than that it is one: `enum`. */
  readonly enumOf?: (type: string, values: readonly string[]) => string | undefined
  /** Whether the database can count an id of a type. */
  readonly isCounted: (type: string) => boolean
  /** How an id is counted, where that is said of its column and not of its key. */
  readonly identity?: Identity
  /** Whether each index has the key of its table at its end, by the types of that. */
  readonly hasKeyInIndexes: (types: readonly string[]) => boolean
  /** Whether an index can have some rows only. */
  readonly hasPartialIndexes: boolean
  /** How much of a column an index has; none where it is all of it. */
  readonly indexedLength?: (type: string) => number | undefined
  /** A name in quotes. */
  readonly quote: (name: string) => string
  /** A value in SQL, for a column of a type. */
  readonly literal: (value: Scalar, type?: string) => string
}

const longest = 10_000

const sqlite: Readonly<Record<Kind, string>> = {
  text: 'text',
  enum: 'text',
  uuid: 'text',
  date: 'text',
  datetime: 'text',
  integer: 'integer',
  bigint: 'integer',
  real: 'real',
  boolean: 'boolean',
  json: 'json',
}

const postgres: Readonly<Record<Kind, string>> = {
  text: 'text',
  enum: 'text',
  uuid: 'uuid',
  date: 'date',
  // As the API writes it, so that a cursor says where a row is.
  datetime: 'timestamptz(3)',
  // `z.int()` takes numbers of 53 bits.
  integer: 'bigint',
  bigint: 'bigint',
  real: 'double precision',
  boolean: 'boolean',
  json: 'jsonb',
}

const mysql: Readonly<Record<Kind, string>> = {
  text: 'longtext',
  // So that another value needs no wider column.
  enum: 'varchar(255)',
  uuid: 'char(36)',
  date: 'date',
  // As the API writes it, so that a cursor says where a row is.
  datetime: 'datetime(3)',
  // `z.int()` takes numbers of 53 bits.
  integer: 'bigint',
  bigint: 'bigint',
  real: 'double',
  boolean: 'tinyint(1)',
  json: 'json',
}

/** A row has room for 65,535 bytes of them, and for all of what is kept beside it; a character has up to four bytes. */
function mysqlText(size = Infinity): string {
  if (size <= 2_000) return `varchar(${size})`
  if (size <= 16_383) return 'text'
  return size <= 4_194_303 ? 'mediumtext' : mysql.text
}

/** An index has room for 3,072 bytes of a column. */
function isIndexable(type: string): boolean {
  const [, size] = /^varchar\((\d+)\)$/.exec(type) ?? []
  return size === undefined ? !/(text|blob|json)$/.test(type) : Number(size) <= 768
}

/** Instants are in UTC, and MySQL takes no `Z` that says so. */
const withoutZone = (value: Scalar): Scalar =>
  typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)Z$/, '$1 $2') : value

/** A bigint is a text in JavaScript, and a number in SQL. */
const wholeOf = (value: Scalar, type = ''): Scalar =>
  typeof value === 'string' && /^(big)?int(eger)?\b/.test(type) && /^-?\d+$/.test(value) ? BigInt(value) : value

export const engines: Readonly<Record<Engine, ModelEngine>> = {
  sqlite: {
    typeOf: (kind) => sqlite[kind],
    normalType: (type) => type.toLowerCase(),
    isEnum: () => false,
    isCounted: (type) => type === 'integer',
    now,
    hasKeyInIndexes: (types) => types.join() === 'integer',
    hasPartialIndexes: true,
    quote,
    literal: (value, type) => literal(wholeOf(value, type)),
  },
  postgres: {
    typeOf: (kind, size = Infinity) => (kind === 'text' && size <= longest ? `varchar(${size})` : postgres[kind]),
    normalType,
    isEnum: (type) => !['text', 'number', 'boolean', 'json'].includes(familyOf(type)),
    isCounted: (type) => ['smallint', 'integer', 'bigint'].includes(type),
    now: 'now()',
    identity: 'by default',
    hasKeyInIndexes: () => false,
    hasPartialIndexes: true,
    quote,
    literal: (value, type) => literal(wholeOf(value, type)),
  },
  mysql: {
    typeOf: (kind, size) => (kind === 'text' ? mysqlText(size) : mysql[kind]),
    normalType: mysqlType,
    isEnum: (type) => type.startsWith('enum'),
    enumOf: (type, values) => (type === 'enum' ? `enum(${values.map(mysqlLiteral).join(',')})` : undefined),
    isCounted: (type) => /^(tiny|small|medium|big)?int( unsigned)?$/.test(type),
    now: 'current_timestamp(3)',
    identity: 'auto_increment',
    hasKeyInIndexes: () => true,
    hasPartialIndexes: false,
    indexedLength: (type) => (isIndexable(type) ? undefined : 255),
    quote: mysqlQuote,
    literal: (value, type = '') =>
      mysqlLiteral(type.startsWith('datetime') ? withoutZone(value) : wholeOf(value, type)),
  },
}
