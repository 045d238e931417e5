import type { Trigger } from '../schema.ts'
import { identifier } from './identifier.ts'

/** The statements that attach a trigger, or what is kept as one is, to its table. */
export const attach = ({ name, sql, state }: Trigger, table: string): string[] => [
  sql,
  ...(state === undefined ? [] : [`alter table ${identifier(table)} ${state} trigger ${identifier(name)}`]),
]

/** The statement that takes it away again. */
export function detach({ name, kind }: Trigger, table: string): string {
  const [own, of] = [identifier(name), identifier(table)]
  switch (kind) {
    case 'policy':
      return `drop policy ${own} on ${of}`
    case 'exclusion constraint':
      return `alter table ${of} drop constraint ${own}`
    case 'row security':
      return `alter table ${of} ${name === 'forced' ? 'no force' : 'disable'} row level security`
    case 'replica identity':
      return `alter table ${of} replica identity default`
    default:
      return `drop trigger ${own} on ${of}`
  }
}
