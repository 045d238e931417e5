import { familyOf } from '../../mysql/type.ts'
import type { ZodType } from './zod-type.ts'

const plain: Readonly<Record<string, string>> = {
  longtext: 'z.string()',
  'char(36)': 'z.uuid()',
  date: 'z.iso.date()',
  'datetime(3)': 'z.iso.datetime()',
  bigint: 'bigint()',
  double: 'z.number()',
  'tinyint(1)': 'z.boolean()',
  json: 'json()',
}

/** The Zod schema of what MySQL keeps under a type. */
export function mysqlType(type: string): ZodType {
  const code = plain[type]
  if (code !== undefined) return { code, type }
  const [, size] = /^varchar\((\d+)\)$/.exec(type) ?? []
  if (size !== undefined) return { code: `z.string().max(${size})`, ...(Number(size) <= 2_000 && { type }) }
  const [, precision, scale, more] = /^decimal\((\d+),(\d+)\)(.*)$/.exec(type) ?? []
  if (precision !== undefined) return { code: `decimal(${precision}, ${scale})`, ...(more === '' && { type }) }
  return { code: nearest(type) }
}

/** What `mysql2` gives for it. */
function nearest(type: string): string {
  if (/^((tiny|small|medium|big)?int|year)\b/.test(type)) return 'z.int()'
  if (/^(float|double)\b/.test(type)) return 'z.number()'
  if (/^(datetime|timestamp)\b/.test(type)) return 'z.iso.datetime()'
  if (familyOf(type) === 'bytes' || type.startsWith('bit')) return 'z.instanceof(Uint8Array)'
  if (type === 'uuid') return 'z.uuid()'
  return spatial.test(type) ? 'json()' : 'z.string()'
}

const spatial = /^(geometry|point|linestring|polygon|multi\w+|geom\w+)\b/
