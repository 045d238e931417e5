import type { ColumnDifference } from '../difference.ts'
import { exchanged, type Misfit } from '../rows/misfit.ts'
import { literal } from './identifier.ts'
import { enumValues, familyOf, holdsAll, keyExchange } from './type.ts'

export function misfit({ from, to }: ColumnDifference): Misfit | undefined {
  const exchange = keyExchange(from.type, to.type)
  if (exchange) return exchanged[exchange]
  if (holdsAll(from.type, to.type)) return undefined
  const where = conditionFor(from.type, to.type)
  return {
    text: isRounded(from.type, to.type)
      ? 'values are rounded, and it fails where one does not fit'
      : 'it fails where a value does not fit',
    ...(where && { where }),
    fails: true,
  }
}

/** What has fewer places is cut without a word. */
const isRounded = (from: string, to: string): boolean =>
  familyOf(from) === familyOf(to) &&
  ['number', 'time', 'boolean'].includes(familyOf(from)) &&
  /decimal|float|double|time/.test(from)

/** The condition for a value that a type has no room for, where it is as simple as that. */
function conditionFor(from: string, to: string): Misfit['where'] {
  const values = enumValues(to)
  if (values) return (name) => `${name} not in (${values.map(literal).join(', ')})`
  const [, size] = /^(?:var)?char\((\d+)\)$/.exec(to) ?? []
  if (size !== undefined) return (name) => `char_length(${name}) > ${size}`
  const range = rangeOf(to)
  if (!range) return undefined
  if (familyOf(from) === 'text') return (name) => `${name} not regexp '^-?[0-9]+([.][0-9]+)?$'`
  return familyOf(from) === 'number' ? (name) => `round(${name}, ${range.places}) not between ${range.all}` : undefined
}

const bits: Readonly<Record<string, bigint>> = { tinyint: 8n, smallint: 16n, mediumint: 24n, int: 32n, bigint: 64n }

/** The least and the greatest number that a type has, and how many places behind the point. */
function rangeOf(type: string): { readonly all: string; readonly places: number } | undefined {
  const [, digits, behind] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? []
  if (digits !== undefined) {
    const places = Number(behind)
    const most = `${'9'.repeat(Number(digits) - places) || '0'}${places > 0 ? `.${'9'.repeat(places)}` : ''}`
    return { all: `-${most} and ${most}`, places }
  }
  const size = bits[/^\w+/.exec(type)?.[0] ?? '']
  if (size === undefined) return undefined
  const half = 2n ** (size - 1n)
  return { all: type.includes('unsigned') ? `0 and ${2n * half - 1n}` : `${-half} and ${half - 1n}`, places: 0 }
}
