import type { Column } from '../schema.ts'
import { print } from '../sql/token-list.ts'
import { defaultOf, normalType } from './column-text.ts'
import { isReserved } from './keywords.ts'
import { nameKey } from './name-key.ts'
import {
  type Constraints,
  parseConflict,
  parseConstraintName,
  parseDeferrable,
  parseParenthesised,
  parseReferences,
} from './parse-constraint.ts'
import type { Cursor } from './parse-cursor.ts'

type Draft = { -readonly [Key in keyof Column]: Column[Key] }

/** A column; the constraints that are declared with it are added to those of its table. */
export function parseColumn(cursor: Cursor, constraints: Constraints): Column {
  const column: Draft = { name: cursor.name(), type: parseType(cursor), nullable: true }
  for (;;) {
    const name = parseConstraintName(cursor)
    const parse = parsers.get(cursor.peek() ?? '')
    if (!parse) return column
    parse({ cursor, column, constraints, name })
  }
}

function parseType(cursor: Cursor): string {
  const words: string[] = []
  while (isTypeWord(cursor)) words.push(cursor.name())
  const size = words.length > 0 && cursor.peek() === '(' ? `(${print(cursor.group())})` : ''
  return normalType(words.join(' ') + size)
}

/** A string or a name in quotes has no symbol; `generated always` belongs to what follows. */
function isTypeWord(cursor: Cursor): boolean {
  const symbol = cursor.peek()
  if (symbol === undefined || isReserved(symbol)) return false
  if (symbol === 'generated' && cursor.peek(1) === 'always' && cursor.peek(2) === 'as') return false
  return symbol === '' || /^\w/.test(symbol) || symbol > '\u007F'
}

interface Place {
  readonly cursor: Cursor
  readonly column: Draft
  readonly constraints: Constraints
  readonly name: { readonly name?: string }
}

/** What a column can be declared with, by the word that it begins with. */
const parsers: ReadonlyMap<string, (place: Place) => void> = new Map(
  Object.entries<(place: Place) => void>({
    primary: ({ cursor, column, constraints, name }) => {
      cursor.expect('primary', 'key')
      const modifiers = cursor.accept('desc') ? { modifiers: ['desc'] } : {}
      cursor.accept('asc')
      const conflict = parseConflict(cursor)
      const autoIncrement = cursor.accept('autoincrement')
      constraints.primaryKey = { ...name, columns: [column.name], ...modifiers, autoIncrement, ...conflict }
    },
    not: ({ cursor, column, constraints }) => {
      if (cursor.peek(1) === 'deferrable') return parseDeferrable(cursor, constraints)
      cursor.expect('not', 'null')
      Object.assign(column, { nullable: false, ...parseConflict(cursor) })
    },
    null: ({ cursor }) => {
      cursor.next()
      parseConflict(cursor)
    },
    unique: ({ cursor, column, constraints, name }) => {
      cursor.next()
      constraints.uniques.push({ ...name, columns: [column.name], ...parseConflict(cursor) })
    },
    check: ({ cursor, column, constraints, name }) => {
      cursor.next()
      constraints.checks.push({ ...name, expression: parseParenthesised(cursor), column: column.name })
      parseConflict(cursor)
    },
    references: ({ cursor, column, constraints, name }) =>
      void constraints.foreignKeys.push({ ...name, columns: [column.name], ...parseReferences(cursor) }),
    deferrable: ({ cursor, constraints }) => parseDeferrable(cursor, constraints),
    collate: ({ cursor, column }) => {
      cursor.next()
      const collation = nameKey(cursor.name())
      if (collation === 'binary') delete column.collation
      else column.collation = collation
    },
    default: ({ cursor, column }) => {
      cursor.next()
      const isSigned = ['+', '-'].includes(cursor.peek()!)
      const sign = isSigned ? cursor.next().text : ''
      Object.assign(column, defaultOf(cursor.peek() === '(' ? `(${print(cursor.group())})` : sign + cursor.next().text))
    },
    generated: (place) => {
      place.cursor.expect('generated', 'always')
      parseGenerated(place)
    },
    as: (place) => parseGenerated(place),
  }),
)

function parseGenerated({ cursor, column }: Place): void {
  cursor.expect('as')
  const expression = parseParenthesised(cursor)
  column.generated = { expression, stored: cursor.accept('stored') }
  cursor.accept('virtual')
}
