import { normalType } from '../postgres/type.ts'
import { now } from '../print/default-value.ts'
import type { Engine } from '../schema.ts'
import type { Kind } from './column-type.ts'

/** What models are in the words of an engine. */
export interface ModelEngine {
  readonly typeOf: (kind: Kind, size?: number) => string
  /** A type that was registered, as the database spells it. */
  readonly normalType: (type: string) => string
  /** The time now, as the API writes it. */
  readonly now: string
  /** An id is counted by what is said of its column; otherwise by what is said of its key. */
  readonly hasIdentity: boolean
  /** Whether each index has the integer key of its table at its end. */
  readonly hasRowId: boolean
}

const longest = 10_000

const sqlite: Readonly<Record<Kind, string>> = {
  text: 'text',
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

export const engines: Readonly<Record<Engine, ModelEngine>> = {
  sqlite: {
    typeOf: (kind) => sqlite[kind],
    normalType: (type) => type.toLowerCase(),
    now,
    hasIdentity: false,
    hasRowId: true,
  },
  postgres: {
    typeOf: (kind, size = Infinity) => (kind === 'text' && size <= longest ? `varchar(${size})` : postgres[kind]),
    normalType,
    now: 'now()',
    hasIdentity: true,
    hasRowId: false,
  },
}
