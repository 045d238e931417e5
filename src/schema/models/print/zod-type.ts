import { affinityOf } from '../../sqlite/affinity.ts'

const plain: ReadonlyMap<string, string> = new Map([
  ['integer', 'z.int()'],
  ['real', 'z.number()'],
  ['text', 'z.string()'],
  ['boolean', 'z.boolean()'],
  ['json', 'json()'],
])

/** The Zod schema of what SQLite keeps under a type, as near as there is one; `type` is what a model takes it for. */
export function zodType(type: string): { readonly code: string; readonly type?: string } {
  const code = plain.get(type)
  return code === undefined ? { code: nearest(type) } : { code, type }
}

function nearest(type: string): string {
  const affinity = affinityOf(type)
  if (affinity === 'text' || /date|time|uuid/.test(type)) return 'z.string()'
  if (affinity === 'integer') return 'z.int()'
  if (affinity === 'real' || /^(?:bool|decimal|number|numeric)/.test(type)) return 'z.number()'
  return type.includes('blob') ? 'z.instanceof(Uint8Array)' : 'z.union([z.string(), z.number()])'
}
