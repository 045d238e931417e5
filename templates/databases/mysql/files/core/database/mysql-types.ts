import type { TypeCastField, TypeCastNext } from 'mysql2'

/** How values come back: booleans for `tinyint(1)`, ISO strings for instants; the rest as `mysql2` has it. */
export function typeCast(field: TypeCastField, next: TypeCastNext): unknown {
  if (field.type === 'TINY' && field.length === 1) {
    const text = field.string()
    return text === null ? null : text === '1'
  }
  if (field.type === 'DATETIME' || field.type === 'TIMESTAMP') return toIso(field.string())
  return next()
}

/** Sessions are in UTC: `2026-11-20 10:15:00.000` is answered as `2026-11-20T10:15:00.000Z`. */
function toIso(text: string | null): string | null {
  const [, day, time, fraction = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text ?? '') ?? []
  return day ? `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z` : text
}

/** What is bound: objects and arrays as JSON. `mysql2` would make lists and assignments of them. */
export function encode(value: unknown): unknown {
  const plain = typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date
  return plain ? value : JSON.stringify(value)
}
