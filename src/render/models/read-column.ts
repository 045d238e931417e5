import { UsageError } from '../../errors.ts'
import { zodOf } from '../features/columns.ts'
import type { Features } from '../features/feature.ts'
import { type Field, type TypeName, typeNames } from '../fields/field.ts'
import { parseFields } from '../fields/parse.ts'
import { printField } from '../fields/print.ts'
import { types } from '../fields/types.ts'
import { inBrackets, splitList, tokenize, valueOf } from './tokens.ts'

/**
 * The field whose column a model has.
 * @param known the field that the column is of, as it was
 * @returns nothing where no field says just that
 */
export function readColumn(
  name: string,
  column: readonly string[],
  known: Field | undefined,
  features: Features,
): Field | undefined {
  const wanted = column.join(' ')
  const isIt = (field: Field): boolean => field.name === name && tokenize(zodOf(field)).join(' ') === wanted
  if (known && isIt(known)) return known
  // What a column does not say, it keeps.
  const kept = { private: known?.private ?? false, ...(known?.many && { many: known.many }) }
  const parts = { ...partsOf(column, features), name, column: name, ...kept }
  const candidates = [...(known ? [known.type] : []), ...typeNames.filter((type) => type !== known?.type)]
  for (const type of candidates) {
    for (const field of fieldsOf(type, parts)) if (isIt(field)) return field
  }
  return undefined
}

/** The fields of a type that a column may be of, by what its code says. */
function fieldsOf(type: TypeName, { min, max, ...parts }: Omit<Field, 'type'>): Field[] {
  if (type === 'enum' && !parts.values) return []
  if (type === 'decimal' && parts.scale === undefined) return []
  if ((type === 'references') !== (parts.target !== undefined)) return []
  // An address has a bound of its own.
  if (!types[type].bound) return settle({ ...parts, type })
  // Of a text, the least length is not in the code where that says no more than whether it may be blank.
  const least = type === 'string' || type === 'text' ? [min, undefined, 0, 1] : [min]
  return least.flatMap((one) =>
    settle({ ...parts, type, ...(one !== undefined && { min: one }), ...(max !== undefined && { max }) }),
  )
}

/** A field as it would be typed; none where it could not. */
function settle(field: Field): Field[] {
  try {
    return parseFields([printField(field)])
  } catch (error) {
    if (error instanceof UsageError) return []
    throw error
  }
}

type Parts = Omit<Field, 'name' | 'column' | 'type' | 'private'>

/** What the code of a column says, whichever type it is of. */
function partsOf(column: readonly string[], features: Features): Parts {
  const argument = (...start: string[]): unknown => valueOf(argumentsOf(column, start)?.[0] ?? [])
  const bound = (method: string, sign: string): number | string | undefined => {
    const sides = [argument('.', method, '('), after(column, [method, ':']), after(column, [sign])]
    return sides.find((value) => typeof value === 'number' || typeof value === 'string') as number | string | undefined
  }
  const [least, greatest] = [bound('min', '>='), bound('max', '<=')]
  const usual = argument('.', 'default', '(')
  const values = argument('.', 'enum', '(')
  const [precision, scale] = argumentsOf(column, ['decimal', '('])?.map(valueOf) ?? []
  const table = argument('references', '(')
  const target = [...features.values()].find(({ names }) => names.table === table)
  const onDelete = after(column, ['onDelete', ':'])
  return {
    optional: column.join(' ').includes('. nullable ( )'),
    unique: after(column, ['unique', ':']) === true,
    index: after(column, ['index', ':']) === true,
    ...(usual !== undefined && usual !== null && { default: usual as Field['default'] & {} }),
    ...(least !== undefined && { min: least }),
    ...(greatest !== undefined && { max: greatest }),
    ...(Array.isArray(values) && { values: values.map(String) }),
    ...(typeof precision === 'number' && typeof scale === 'number' && { precision, scale }),
    ...(target && { target: target.names.kebab }),
    ...(typeof onDelete === 'string' && { onDelete: onDelete.replace(' ', '-') as Field['onDelete'] & {} }),
  }
}

const find = (tokens: readonly string[], start: readonly string[]): number =>
  tokens.findIndex((_, at) => start.every((one, offset) => tokens[at + offset] === one))

/** What a call is given, if there is one. */
function argumentsOf(tokens: readonly string[], start: readonly string[]): string[][] | undefined {
  const at = find(tokens, start)
  const inner = at < 0 ? undefined : inBrackets(tokens, at + start.length - 1)
  return inner && splitList(inner)
}

/** The value after some tokens. */
function after(tokens: readonly string[], start: readonly string[]): unknown {
  const at = find(tokens, start)
  if (at < 0) return undefined
  const next = at + start.length
  return valueOf(tokens[next] === '-' ? tokens.slice(next, next + 2) : tokens.slice(next, next + 1))
}
