import type { Column, Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { identifier, literal } from './identifier.ts'

/** How a column is counted otherwise: what goes before its type changes, and what comes after it. */
export function identityChange(
  from: Column,
  to: Column,
  { name: table }: Table,
): { readonly before: readonly Step[]; readonly after: readonly Step[] } {
  const own = `alter table ${identifier(table)} alter column ${identifier(to.name)}`
  const sequence = (column: Column): string => identifier(column.sequence ?? `${table}_${column.name}_seq`)
  if (from.identity === to.identity) {
    return { before: [], after: [sql(`alter sequence ${sequence(from)} as ${to.type}`)] }
  }
  if (from.identity && to.identity && ![from.identity, to.identity].includes('serial')) {
    return { before: [], after: [sql(`${own} set generated ${to.identity}`)] }
  }
  const isSerial = from.identity === 'serial'
  return {
    before: [
      ...(isSerial ? [sql(`${own} drop default`), sql(`drop sequence ${sequence(from)}`)] : []),
      ...(from.identity && !isSerial ? [sql(`${own} drop identity`)] : []),
    ],
    after: to.identity
      ? [
          ...(to.identity === 'serial'
            ? serial(own, sequence(to), to, table)
            : [sql(`${own} add generated ${to.identity} as identity`)]),
          goOn(to, { name: table }),
        ]
      : [],
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })

const serial = (own: string, sequence: string, { name, type }: Column, table: string): Step[] => [
  sql(`create sequence ${sequence} as ${type} owned by ${identifier(table)}.${identifier(name)}`),
  sql(`${own} set default nextval(${literal(sequence)})`),
]

/** The next number follows those that are there. */
export const goOn = ({ name }: Column, { name: table }: Pick<Table, 'name'>): Step =>
  sql(
    `select setval(pg_get_serial_sequence(${literal(identifier(table))}, ${literal(name)}), coalesce(max(${identifier(name)}), 0) + 1, false)\nfrom ${identifier(table)}`,
  )
