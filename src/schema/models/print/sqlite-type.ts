import { affinityOf } from '../../sqlite/affinity.ts'
import type { ZodType } from './zod-type.ts'

const plain: ReadonlyMap<string, string> = new Map([
  ['integer', 'z.int()'],
  ['real', 'z.number()'],
  ['text', 'z.string()'],
  ['boolean', 'z.boolean()'],
  ['json', 'json()'],
])

/** The Zod schema of what SQLite keeps under a type. */
export function sqliteType(type: string): ZodType {
  const code = plain.get(type)
  return code === undefined ? { code: nearest(type) } : { code, type }
}

function nearest(type: string): string {
  const affinity = affinityOf(type)
  if (affinity === 'text' || /date|time|uuid/.test(type)) return 'z.string()'
  if (type === 'bigint') return 'bigint()'
  if (affinity === 'integer') return 'z.int()'
  if (affinity === 'real' || /^(?:bool|decimal|number|numeric)/.test(type)) return 'z.number()'
  return type.includes('blob') ? 'z.instanceof(Uint8Array)' : 'z.union([z.string(), z.number()])'
}
