import type { Inventor } from '../rows/inventor.ts'
import { literal } from './identifier.ts'
import { emptyOf, numbered } from './stand-in.ts'
import { familyOf } from './type.ts'

export const inventor: Inventor = {
  counted: 'default',
  isCounted: ({ identity }) => identity !== undefined,
  typed: (value, type) => `cast(${value} as ${type})`,
  valuesOf(column, number) {
    if (column.type === 'boolean') return [String(number % 2 === 1)]
    const isKnown = ['number', 'text', 'time', 'json'].includes(familyOf(column.type)) || column.type === 'uuid'
    // A type of its own may be a list of values, or one that takes a text.
    return isKnown ? [numbered(String(number), column)] : [emptyOf(column, number), literal(String(number))]
  },
}
