import type { Inventor } from '../rows/inventor.ts'
import { literal } from './identifier.ts'
import { emptyOf, numbered } from './stand-in.ts'
import { enumValues, familyOf } from './type.ts'

export const inventor: Inventor = {
  counted: 'default',
  isCounted: ({ identity }) => identity !== undefined,
  typed: (value) => value,
  valuesOf(column, number) {
    const values = enumValues(column.type)
    if (values) return [literal(values[number % values.length]!)]
    if (column.type === 'tinyint(1)' || column.type.startsWith('bit')) return [String(number % 2)]
    const isKnown = ['number', 'text', 'time', 'json'].includes(familyOf(column.type))
    return [isKnown ? numbered(String(number), column) : emptyOf(column)]
  },
}
