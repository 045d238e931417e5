export type ConstraintKind = 'primary_key' | 'unique' | 'foreign_key' | 'check' | 'index'

/** Bytes that PostgreSQL keeps of a name; MySQL allows 64 characters, SQLite any number. */
const longest = 63

/**
 * The name of a constraint or an index that was given none: `orders_customer_id_index`. One that is too long for an
 * engine is cut, and ends in a hash of all of it.
 * @param columns none for a primary key, of which a table has one
 * @param taken names that others have: one of them gets a number at its end
 */
export function constraintName(
  table: string,
  columns: readonly string[],
  kind: ConstraintKind,
  taken: ReadonlySet<string> = new Set(),
): string {
  const base = [table, ...columns, kind].join('_')
  for (let count = 1; ; count += 1) {
    const name = shorten(count === 1 ? base : `${base}_${count}`)
    if (!taken.has(name)) return name
  }
}

function shorten(name: string): string {
  const bytes = new TextEncoder().encode(name)
  if (bytes.length <= longest) return name
  const hash = fnv1a(bytes).toString(16).padStart(8, '0')
  // A stream that goes on: half a character at its end is left out.
  return `${new TextDecoder().decode(bytes.subarray(0, longest - 9), { stream: true })}_${hash}`
}

/** http://www.isthe.com/chongo/tech/comp/fnv, 32 bits. */
const fnv1a = (bytes: Uint8Array): number =>
  bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5)
