import { checkedColumns } from './database-errors.ts'

/** What PostgreSQL and its drivers throw. */
export type PostgresError = Error & {
  code?: string
  severity?: string
  detail?: string
  where?: string
  column?: string
  constraint?: string
  table?: string
  routine?: string
}
export type Query = { sql: string; values: readonly unknown[] }

/** Such as `Key (first_name, born)=(Ada, 1815) already exists.` */
export const columnsOf = (detail: string): string[] =>
  /\((.+?)\)=\(/.exec(detail)?.[1]?.replaceAll('"', '').split(', ') ?? []

/** Such as `Key (id)=(1) is still referenced from table "orders".` */
export const isReferred = (detail: string): boolean => /referenced from table "[^"]*"\.$/.test(detail)

const insert = /^insert into .+? \((.+?)\) values \((.+?)\)/

/** Whether a primary key is taken that nobody sent: what counts it was left behind, by an import for one. */
export function isBehind({ constraint = '' }: PostgresError, detail: string, sql: string): boolean {
  const [, inserted = ''] = insert.exec(sql) ?? []
  const [key, ...others] = columnsOf(detail)
  return constraint.endsWith('_pkey') && others.length === 0 && inserted !== '' && !inserted.split(', ').includes(`"${key}"`)
}

/** The columns whose values are refused, as far as PostgreSQL says which or the values show it. */
export function refusedColumns({ code, column, constraint, message, table, where = '' }: PostgresError, query: Query): string[] {
  if (column) return [column]
  if (code === '23514') return checkedColumns(constraint, table)
  const numbered = /parameter \$(\d+)/.exec(where)?.[1]
  if (numbered) return columnOf(Number(numbered), query.sql)
  const limit = Number(/character(?: varying)?\((\d+)\)/.exec(message)?.[1])
  const tooLong = query.values.flatMap((value, index) => (String(value).length > limit ? [index + 1] : []))
  return tooLong.length === 1 ? columnOf(tooLong[0]!, query.sql) : []
}

/** The column that a parameter of a statement is for. */
function columnOf(number: number, sql: string): string[] {
  const [, columns = '', row = ''] = insert.exec(sql) ?? []
  const inserted = columns.split(', ')[row.split(', ').indexOf(`$${number}`)]
  const column = inserted ?? new RegExp(`("\\w+") = \\$${number}\\b`).exec(sql)?.[1]
  return column ? [column.replaceAll('"', '')] : []
}
