import { UsageError } from '../../errors.ts'
import type { PlanRequest } from '../dialect.ts'
import type { EnumType, Schema } from '../schema.ts'
import type { Step } from '../step.ts'
import { identifier, literal } from './identifier.ts'
import { bare } from './type.ts'

interface ChangedEnum {
  readonly from: EnumType
  readonly to: EnumType
}

/** The types whose values cannot just be added to: they are made anew, and the columns of them converted. */
export const recreatedEnums = (request: PlanRequest): readonly ChangedEnum[] =>
  request.difference.enums.altered.filter((type) => !canAdd(type, request))

/** A value can be added anywhere, and none be taken away; and within the transaction that adds it, it cannot be used. */
function canAdd({ from, to }: ChangedEnum, { difference, fills }: PlanRequest): boolean {
  const added = to.values.filter((value) => !from.values.includes(value))
  const texts = [
    ...fills.values(),
    ...difference.altered.flatMap(({ columns, alteredColumns, checks, indexes }) => [
      ...[...columns.added, ...alteredColumns.map((column) => column.to)].map((column) => column.default ?? ''),
      ...checks.added.map(({ expression }) => expression),
      ...indexes.added.map(({ where = '' }) => where),
    ]),
    ...difference.tables.added.flatMap((table) => JSON.stringify(table)),
  ]
  return isExtended(from, to) && !texts.some((text) => added.some((value) => text.includes(value)))
}

/** Whether a type has all values that it had, in their order, and more. */
const isExtended = (from: EnumType, to: EnumType): boolean =>
  to.values.filter((value) => from.values.includes(value)).join('\0') === from.values.join('\0')

/** What is done about the types before the tables change, and after it. */
export function enumSteps(request: PlanRequest): { readonly before: readonly Step[]; readonly after: readonly Step[] } {
  const { added, dropped, altered } = request.difference.enums
  const recreated = recreatedEnums(request)
  return {
    before: [
      ...added.map((type): Step => ({ kind: 'createEnum', type })),
      ...altered.filter((type) => !recreated.includes(type)).flatMap(addValues),
      ...recreated.flatMap((type) => recreate(type, request)),
    ],
    after: dropped.map(({ name }): Step => ({ kind: 'dropEnum', type: name })),
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })

const addValues = ({ from, to }: ChangedEnum): Step[] =>
  to.values.flatMap((value, at) => {
    if (from.values.includes(value)) return []
    const next = to.values.slice(at + 1).find((later) => from.values.includes(later))
    const place = next === undefined ? '' : ` before ${literal(next)}`
    return [sql(`alter type ${identifier(to.name)} add value ${literal(value)}${place}`)]
  })

/**
 * The schema between two, where values are added to a type that something else uses at once: a value can be used by the
 * next transaction only. None where one migration does.
 */
export function withNewValues(request: PlanRequest): Schema | undefined {
  const first = recreatedEnums(request).filter(({ from, to }) => isExtended(from, to))
  if (first.length === 0) return undefined
  const { from } = request
  return { ...from, enums: from.enums!.map((type) => first.find((one) => one.from === type)?.to ?? type) }
}

function recreate({ from, to }: ChangedEnum, { from: before, to: after, isWayBack }: PlanRequest): Step[] {
  if (from.users) {
    throw new UsageError(
      'TYPE_IN_USE',
      `The type ${to.name} cannot be made anew, because this needs it: ${from.users.join(', ')}. Nothing was written.`,
      'Change that by hand first (paxx db migrate "…" --empty), or leave the values of the type as they are.',
    )
  }
  const type = identifier(to.name)
  const old = identifier(`${to.name}_old`)
  const lost = from.values.filter((value) => !to.values.includes(value))
  const columns = before.tables.flatMap((table) =>
    table.columns
      .filter((column) => bare(column.type) === to.name && !column.generated && isKept(table.name, column.name, after))
      .map((column) => ({ table: table.name, column })),
  )
  return [
    sql(`alter type ${type} rename to ${old}`),
    { kind: 'createEnum', type: to },
    ...columns.flatMap(({ table, column: { name, type: its, default: usual } }): Step[] => {
      const text = `${identifier(name)}::text${its.endsWith('[]') ? '[]' : ''}`
      // What was added since has no place in the old list: the first one takes it in.
      const value = isWayBack && lost.length > 0 ? standIn(text, lost, to) : text
      return [
        ...(usual === undefined
          ? []
          : [{ kind: 'alterColumn', table, column: name, change: { drop: 'default' } } as const]),
        { kind: 'alterColumn', table, column: name, change: { set: 'type', type: its, using: `${value}::${its}` } },
        ...(usual === undefined || lost.some((gone) => usual.includes(literal(gone)))
          ? []
          : [
              {
                kind: 'alterColumn',
                table,
                column: name,
                change: { set: 'default', default: usual, type: its },
              } as const,
            ]),
      ]
    }),
    sql(`drop type ${old}`),
  ]
}

const standIn = (text: string, lost: readonly string[], { values }: EnumType): string =>
  text.endsWith('[]') || values[0] === undefined
    ? text
    : `(case when ${text} in (${lost.map(literal).join(', ')}) then ${literal(values[0])} else ${text} end)`

const isKept = (table: string, column: string, { tables }: PlanRequest['to']): boolean =>
  tables.find(({ name }) => name === table)?.columns.some(({ name, type }) => name === column && type !== '') === true
