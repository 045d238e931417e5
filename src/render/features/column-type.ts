import type { Kind } from '../../schema/models/column-type.ts'
import { engines } from '../../schema/models/engines.ts'
import type { Engine } from '../../schema/schema.ts'
import type { Answers } from '../answers.ts'
import type { Field, TypeName } from '../fields/field.ts'

type Ids = Answers['ids']

/** The type of an id, and of what refers to one. */
export const idType = (ids: Ids, engine: Engine): string => engines[engine].typeOf(ids === 'uuid' ? 'uuid' : 'integer')

const kinds: Readonly<Record<Exclude<TypeName, 'references'>, Kind>> = {
  string: 'text',
  text: 'text',
  email: 'text',
  url: 'text',
  uuid: 'uuid',
  integer: 'integer',
  bigint: 'bigint',
  float: 'real',
  decimal: 'text',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  json: 'json',
  enum: 'enum',
}

/** What their Zod types allow. */
const sizes: Readonly<Partial<Record<TypeName, number>>> = { email: 254, url: 2_000 }

/** The type of a field's column. */
export function columnTypeOf({ type, max, precision, scale }: Field, ids: Ids, engine: Engine): string {
  if (type === 'references') return idType(ids, engine)
  if (type === 'decimal' && engine !== 'sqlite')
    return `${engine === 'mysql' ? 'decimal' : 'numeric'}(${precision},${scale})`
  const isText = type === 'string' || type === 'text'
  return engines[engine].typeOf(kinds[type], isText && max !== undefined ? Number(max) : sizes[type])
}
