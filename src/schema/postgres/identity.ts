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
    const isOther = from.counting !== to.counting
    const as = from.identity === 'serial' && from.type !== to.type ? [`as ${to.type}`] : []
    const isElsewhere = boundsOf(from) !== boundsOf(to)
    // What was counted last may be out of the new bounds.
    const said = [...as, ...(isOther ? wholeCounting(to) : []), ...(isElsewhere ? ['restart'] : [])]
    const set =
      from.identity === 'serial'
        ? `alter sequence ${sequence(from)} ${said.join(' ')}`
        : `${own} ${said.map((one) => (one === 'restart' ? one : `set ${one}`)).join(' ')}`
    return {
      before: [],
      after: [...(said.length > 0 ? [sql(set)] : []), ...(isElsewhere ? [goOnIfAny(to, table)] : [])],
    }
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
            : [
                sql(
                  `${own} add generated ${to.identity} as identity${to.counting === undefined ? '' : ` (${to.counting})`}`,
                ),
              ]),
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

/** What a `serial` column has no words for when it is made. */
export const countingSteps = ({ name: table, columns }: Table): Step[] =>
  columns
    .filter(({ identity, counting }) => identity === 'serial' && counting !== undefined)
    .map(({ name, sequence, counting }) =>
      sql(`alter sequence ${identifier(sequence ?? `${table}_${name}_seq`)} ${counting}`),
    )

/** All that is said of how numbers follow each other, the usual among it. */
function wholeCounting({ counting = '' }: Column): string[] {
  const least = /increment by -/.test(counting) ? /maxvalue (-?\d+)/ : /minvalue (-?\d+)/
  const usual = [
    `start with ${least.exec(counting)?.[1] ?? 1}`,
    'increment by 1',
    'no minvalue',
    'no maxvalue',
    'cache 1',
    'no cycle',
  ]
  const said = counting.match(/[a-z]+(?: (?:with|by))?(?: -?\d+)?/g) ?? []
  return usual.map((one) => said.find((other) => other.split(' ')[0] === one.replace(/^no /, '').split(' ')[0]) ?? one)
}

const boundsOf = ({ counting = '' }: Column): string => counting.match(/m(?:in|ax)value -?\d+/g)?.join() ?? ''

/** The next number follows those that are there, and is the first where there are none. */
function goOnIfAny({ name, counting = '' }: Column, table: string): Step {
  const by = Number(/increment by (-?\d+)/.exec(counting)?.[1] ?? 1)
  const last = `${by > 0 ? 'max' : 'min'}(${identifier(name)})`
  const next = `select setval(pg_get_serial_sequence(${literal(identifier(table))}, ${literal(name)}), ${last} + ${by}, false)`
  return sql(`${next}\nfrom ${identifier(table)}\nhaving ${last} is not null`)
}

/** The next number follows those that are there. */
export const goOn = ({ name }: Column, { name: table }: Pick<Table, 'name'>): Step =>
  sql(
    `select setval(pg_get_serial_sequence(${literal(identifier(table))}, ${literal(name)}), coalesce(max(${identifier(name)}), 0) + 1, false)\nfrom ${identifier(table)}`,
  )
