/** How values come back, by the numbers of their types in pg_type, the same from a server and from PGlite. */
export const parsers: Record<number, (text: string) => unknown> = {
  // bigint: a number where a number is exact.
  20: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  // date
  1082: (text) => text,
  // timestamp
  1114: (text) => text,
  // timestamptz
  1184: toIso,
  // numeric
  1700: (text) => text,
}

/** Sessions are in UTC: `2026-11-20 10:15:00+00` is answered as `2026-11-20T10:15:00.000Z`. */
function toIso(text: string): string {
  const [, day, time, fraction = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text) ?? []
  return day ? `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z` : text
}

/** What is bound: objects as JSON, arrays too. (An array of PostgreSQL's own is bound as its text: `'{1,2}'`.) */
export function encode(value: unknown): unknown {
  const plain = typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date
  return plain ? value : JSON.stringify(value)
}
