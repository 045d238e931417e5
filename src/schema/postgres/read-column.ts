import type { Column } from '../schema.ts'
import type { ColumnRow } from './catalogue.ts'
import { readExpression } from './lists.ts'
import { familyOf, normalType } from './type.ts'

export function columnOf(row: ColumnRow): Column {
  const { name, required, collation, comment, generated } = row
  const type = normalType(row.type)
  const identity = identityOf(row)
  const expression = row.default === null ? undefined : readExpression(row.default)
  return {
    name,
    type,
    nullable: !required,
    ...(expression !== undefined &&
      (generated
        ? { generated: { expression, stored: generated === 's' } }
        : identity === undefined && { default: defaultOf(expression, type) })),
    ...(collation !== null && { collation }),
    ...(identity && { identity }),
    ...(identity && row.counting && { counting: row.counting }),
    ...(identity === 'serial' && { sequence: row.sequence! }),
    ...(comment !== null && { comment }),
  }
}

function identityOf({ identity, sequence, default: usual }: ColumnRow): Column['identity'] {
  if (identity) return identity === 'a' ? 'always' : 'by default'
  return sequence !== null && usual?.startsWith('nextval(') ? 'serial' : undefined
}

const value = /^('(?:[^']|'')*')::((?:"(?:[^"]|"")*"|[\w .]+)(?:\([\d,]+\))?(?:\[\])*)$/

/** Without the cast that says what the column says anyhow: `'open'::character varying`, `'-1'::integer`. */
function defaultOf(expression: string, type: string): string {
  const [, text, cast] = value.exec(expression) ?? []
  if (text === undefined || cast === undefined) return expression
  const [of, is] = [normalType(cast), type].map((one) => one.replace(/\([\d,]+\)(?=$|\[)/, ''))
  const number = text.slice(1, -1)
  if (
    ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'].includes(of!) &&
    /^-?\d+(\.\d+)?$/.test(number)
  )
    return number
  const isText = [normalType(cast), type].every((one) => familyOf(one) === 'text') && !cast.includes('(')
  return of === is || isText ? text : expression
}
