import fc from 'fast-check'
import type { Column, Schema, Table } from '../../src/schema/schema.ts'
import type { Draw } from './pairs.ts'

/** What an expression may speak of, by name; each engine has it by these words. */
type Kind = 'number' | 'text'

const kinds: Readonly<Record<string, Kind>> = {
  integer: 'number',
  bigint: 'number',
  text: 'text',
  'varchar(20)': 'text',
}

/** What is true of all that rows have, of null and of what stands in for a value. */
const truths: Readonly<Record<Kind, readonly string[]>> = {
  number: [
    '@ > -100',
    '@ between -100 and 1000000',
    '@ not in (-101, -102)',
    'not (@ < -100)',
    '@ * 2 >= @ - 100',
    'coalesce(@, 1) >= -100',
    'case when @ > 1 then @ else 1 end > 0',
    'abs(@) >= 0 or @ is null',
    '(@ > 5 or @ <= 5) and @ <> -101',
    '@ between -100 and 1000000 and @ <> -101',
  ],
  text: [
    "@ not like '%zzz%'",
    'length(@) >= 0',
    "lower(@) <> 'zzz'",
    "coalesce(@, 'it''s') <> 'zzz'",
    "@ not between 'zzz' and 'zzzz'",
    "@ not in ('zzz', 'y''y', 'y,y')",
    "not (@ = 'zzz' or @ = 'yyy')",
    "replace(@, 'a', 'b') <> 'zzz'",
  ],
}

const values: Readonly<Record<Kind, readonly string[]>> = {
  number: ['@ * 2', 'coalesce(@, 0) + 1', 'case when @ > 1 then 2 else 3 end', '@ % 7', 'abs(@)', '-(@ - 1)'],
  text: ['length(@)', "case when @ in ('a', 'it''s') then 1 else 0 end", "length(replace(trim(@), '''', 'b'))"],
}

/** Defaults that are more than a value. */
const constants: Readonly<Record<Kind, readonly string[]>> = {
  number: ['abs(-3)', 'case when 1 > 2 then 3 else 4 end', '7 % 4', 'coalesce(null, 5)', '-(2 + 3)'],
  text: [
    "lower('X')",
    "replace('a', 'a', 'it''s')",
    "case when 1 > 0 then 'x' else 'it''s' end",
    "substr('abc', 1, 2)",
    "coalesce(null, 'a,b')",
  ],
}

const draws =
  (all: Readonly<Record<Kind, readonly string[]>>) =>
  ({ name, type }: Pick<Column, 'name' | 'type'>, draw: Draw): string =>
    draw(fc.constantFrom(...all[kinds[type]!])).replaceAll('@', `"${name}"`)

export const newTruth = draws(truths)
/** A number, whatever it is made of. */
export const newValue = draws(values)
export const newConstant = (type: string, draw: Draw): string => draws(constants)({ name: '', type }, draw)
export const isConstant = (text: string): boolean => Object.values(constants).flat().includes(text)

/** Columns that an expression may speak of: keys are changed, and their types with them. */
export const speakable = ({ columns, primaryKey, foreignKeys }: Table): Column[] =>
  columns.filter(
    ({ name, type, generated }) =>
      kinds[type] !== undefined &&
      !generated &&
      !primaryKey?.columns.includes(name) &&
      !foreignKeys.some((key) => key.columns.includes(name)),
  )

/** Whether an expression asks for a column to keep its type. */
export function isSpokenOf({ columns, checks, indexes, ...table }: Table, { views }: Schema, name: string): boolean {
  const said = [
    ...columns.map(({ generated }) => generated?.expression ?? ''),
    ...checks.map(({ expression }) => expression),
    ...indexes.flatMap((index) => [
      index.where ?? '',
      ...index.columns.map((one) => ('column' in one ? '' : one.expression)),
    ]),
    ...views.filter(({ sql }) => sql.includes(`FROM "${table.name}"`)).map(({ sql }) => sql),
  ]
  return said.some((text) => text.includes(`"${name}"`) && !isOfAnyType.test(text))
}

const isOfAnyType = /^(?:lower\("[^"]*"\)|"[^"]*" is (?:not )?null)$/
