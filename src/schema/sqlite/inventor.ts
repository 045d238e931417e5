import { isCounted } from '../fills.ts'
import type { Inventor } from '../rows/inventor.ts'
import { affinityOf } from './affinity.ts'
import { literal } from './identifier.ts'

export const inventor: Inventor = {
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
