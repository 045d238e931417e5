import { isCounted } from '../fills.ts'
import type { Inventor } from '../rows/made-up.ts'
import { affinityOf } from './affinity.ts'
import { mentions } from './expression.ts'
import { identifier, literal } from './identifier.ts'
import { nameKey } from './name-key.ts'
import { tokenize } from './tokens.ts'

export const inventor: Inventor = {
  nameKey,
  identifier,
  mentions,
  tokenize,
  counted: 'null',
  isCounted,
  typed: (value, type) => `cast(${value} as ${affinityOf(type)})`,
  valuesOf({ type }, number) {
    if (type === 'boolean') return [String(number % 2)]
    switch (affinityOf(type)) {
      case 'text':
        return [literal(String(number))]
      case 'blob':
        return [`x'${String(number).padStart(4, '0')}'`]
      default:
        return [String(number)]
    }
  },
}
