import type { ConstraintKind } from '../constraint-name.ts'

const labels: Readonly<Record<ConstraintKind, string>> = {
  primary_key: 'pkey',
  unique: 'key',
  foreign_key: 'fkey',
  check: 'check',
  index: 'idx',
}

/** Bytes that PostgreSQL keeps of a name. */
const longest = 63
const length = (text: string): number => new TextEncoder().encode(text).length

/**
 * The name that PostgreSQL gives to a constraint that has none: `orders_customer_id_fkey`. One that is too long has its
 * parts cut, the longer one first.
 * https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/commands/indexcmds.c#L2358
 * @param columns none for a primary key; of a check, its only one, if it has only one
 */
export function defaultName(table: string, columns: readonly string[], kind: ConstraintKind, number = 0): string {
  const label = labels[kind] + (number > 0 ? String(number) : '')
  let [first, second] = [table, kind === 'primary_key' ? '' : columns.join('_')]
  const room = longest - length(label) - 1 - (second ? 1 : 0)
  while (length(first) + length(second) > room) {
    if (length(first) > length(second)) first = withoutLast(first)
    else second = withoutLast(second)
  }
  return [first, ...(second ? [second] : []), label].join('_')
}

/** A name that stands beside another: `orders_total_idx_old`. */
export function suffixed(name: string, suffix: string): string {
  let first = name
  while (length(first) + suffix.length + 1 > longest) first = withoutLast(first)
  return `${first}_${suffix}`
}

const withoutLast = (text: string): string => [...text].slice(0, -1).join('')

/** Whether a name is one that PostgreSQL gives: where it is taken, with a number. */
export function isDefaultName(name: string, table: string, columns: readonly string[], kind: ConstraintKind): boolean {
  const number = Number(/\d*$/.exec(name)![0])
  return name === defaultName(table, columns, kind) || name === defaultName(table, columns, kind, number)
}
