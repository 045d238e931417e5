import type { Action, Check, ForeignKey, PrimaryKey, Unique } from '../schema.ts'
import { print, splitAtCommas, withoutParentheses } from '../sql/token-list.ts'
import { type Token, unquote } from '../sql/token.ts'
import { modifierOf } from './column-text.ts'
import { nameKey } from './name-key.ts'
import type { Cursor } from './parse-cursor.ts'
import { parseIndexColumn } from './parse-index.ts'

/** The constraints of a table, as far as it has been read. */
export interface Constraints {
  primaryKey?: PrimaryKey
  readonly uniques: Unique[]
  readonly foreignKeys: ForeignKey[]
  readonly checks: Check[]
}

/** A constraint with its name; nothing where none comes next. */
export function parseTableConstraint(cursor: Cursor, constraints: Constraints): void {
  const name = parseConstraintName(cursor)
  if (cursor.accept('primary', 'key')) {
    const tokens = cursor.group()
    const autoIncrement = tokens.at(-1)?.symbol === 'autoincrement'
    const columns = parseKeyColumns(autoIncrement ? tokens.slice(0, -1) : tokens)
    constraints.primaryKey = { ...name, ...columns, autoIncrement, ...parseConflict(cursor) }
  } else if (cursor.accept('unique')) {
    constraints.uniques.push({ ...name, ...parseKeyColumns(cursor.group()), ...parseConflict(cursor) })
  } else if (cursor.accept('check')) {
    constraints.checks.push({ ...name, expression: parseParenthesised(cursor) })
    parseConflict(cursor)
  } else if (cursor.accept('foreign', 'key')) {
    const columns = splitAtCommas(cursor.group()).map(([column]) => unquote(column!))
    constraints.foreignKeys.push({ ...name, columns, ...parseReferences(cursor) })
    if (['not', 'deferrable'].includes(cursor.peek()!)) parseDeferrable(cursor, constraints)
  }
}

/** Of several names the last one counts. */
export function parseConstraintName(cursor: Cursor): { readonly name?: string } {
  let found = {}
  while (cursor.accept('constraint')) found = { name: cursor.name() }
  return found
}

export function parseConflict(cursor: Cursor): { readonly onConflict?: string } {
  return cursor.accept('on', 'conflict') ? { onConflict: nameKey(cursor.name()) } : {}
}

export const parseParenthesised = (cursor: Cursor): string => print(withoutParentheses(cursor.group()))

function parseKeyColumns(tokens: readonly Token[]): Pick<Unique, 'columns' | 'modifiers'> {
  const columns = splitAtCommas(tokens).map(parseIndexColumn)
  const modifiers = columns.map(modifierOf)
  return {
    columns: columns.map((column) => ('column' in column ? column.column : column.expression)),
    ...(modifiers.some(Boolean) && { modifiers }),
  }
}

/** What stands behind the columns of a foreign key, but for when it is checked. */
export function parseReferences(cursor: Cursor): Omit<ForeignKey, 'name' | 'columns'> {
  cursor.expect('references')
  const table = cursor.name()
  const references = cursor.peek() === '(' ? splitAtCommas(cursor.group()).map(([column]) => unquote(column!)) : []
  const actions = { delete: 'no action', update: 'no action', insert: 'no action' } satisfies Record<string, Action>
  for (;;) {
    if (cursor.accept('match')) cursor.name()
    else if (cursor.peek() === 'on' && Object.hasOwn(actions, cursor.peek(1) ?? '')) {
      cursor.next()
      Object.assign(actions, { [cursor.next().symbol]: parseAction(cursor) })
    } else break
  }
  return { table, references, onDelete: actions.delete, onUpdate: actions.update }
}

function parseAction(cursor: Cursor): Action {
  const first = cursor.next().symbol
  return (first === 'set' || first === 'no' ? `${first} ${cursor.next().symbol}` : first) as Action
}

/** `deferrable` and its like, which are about the foreign key before them. */
export function parseDeferrable(cursor: Cursor, { foreignKeys }: Constraints): void {
  const isNot = cursor.accept('not')
  cursor.expect('deferrable')
  const deferrable = cursor.accept('initially') && cursor.next().symbol === 'deferred' ? 'deferred' : 'immediate'
  const last = foreignKeys.pop()
  if (last) foreignKeys.push(isNot ? last : { ...last, deferrable })
}
