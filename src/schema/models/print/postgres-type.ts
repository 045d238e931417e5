import { familyOf } from '../../postgres/type.ts'
import type { ZodType } from './zod-type.ts'

const plain: Readonly<Record<string, string>> = {
  text: 'z.string()',
  uuid: 'z.uuid()',
  date: 'z.iso.date()',
  'timestamptz(3)': 'z.iso.datetime()',
  bigint: 'bigint()',
  'double precision': 'z.number()',
  boolean: 'z.boolean()',
  jsonb: 'json()',
}

/** The Zod schema of what PostgreSQL keeps under a type. */
export function postgresType(type: string): ZodType {
  const code = plain[type]
  if (code !== undefined) return { code, type }
  const [, size] = /^varchar\((\d+)\)$/.exec(type) ?? []
  if (size !== undefined && Number(size) <= 10_000) return { code: `z.string().max(${size})`, type }
  const [, precision, scale = '0'] = /^numeric\((\d+)(?:,(\d+))?\)$/.exec(type) ?? []
  if (precision !== undefined && Number(scale) <= Number(precision)) {
    return { code: `decimal(${precision}, ${scale})`, type: `numeric(${precision},${scale})` }
  }
  return { code: nearest(type) }
}

function nearest(type: string): string {
  if (/^(smallint|integer)$/.test(type)) return 'z.int()'
  if (type === 'real') return 'z.number()'
  if (type === 'json') return 'json()'
  if (type === 'bytea') return 'z.instanceof(Uint8Array)'
  return familyOf(type) === 'time' && type.startsWith('timestamptz') ? 'z.iso.datetime()' : 'z.string()'
}
