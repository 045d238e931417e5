import { code } from '../../schema/print/code.ts'
import type { Field } from './field.ts'
import { call, type FieldType, wholeNumber } from './type.ts'

/** The bounds of numbers as numbers. */
const boundsOf = ({ min, max }: Field) => ({
  min: min === undefined ? undefined : Number(min),
  max: max === undefined ? undefined : Number(max),
})

/** Where valid whole numbers start, and in which direction there are more. */
function countFrom(field: Field): { start: number; step: 1 | -1 } {
  const { min, max } = boundsOf(field)
  if (min !== undefined) return { start: min, step: 1 }
  return max !== undefined && max < 1_000 ? { start: max, step: -1 } : { start: 1, step: 1 }
}

/** The number itself, or the bound that it is beyond. */
const within = (number: number, { min = -Infinity, max = Infinity }: ReturnType<typeof boundsOf>) =>
  Math.min(Math.max(number, min), max)

function beyond(field: Field): [string, string][] {
  const { min, max } = boundsOf(field)
  return [
    ...(min === undefined ? [] : [['too small', code(min - 1)] as [string, string]]),
    ...(max === undefined ? [] : [['too large', code(max + 1)] as [string, string]]),
  ]
}

const whole = { expected: 'a whole number, not beyond ±9007199254740991', read: wholeNumber }
const integer: FieldType = {
  default: whole,
  bound: whole,
  measure: Number,
  indexable: true,
  capacity: ({ min = -Infinity, max = Infinity }) => Number(max) - Number(min) + 1,
  zod: ({ min, max }) => `z.int()${call('min', min)}${call('max', max)}`,
  samples(field) {
    const { start, step } = countFrom(field)
    return [start, within(start + step, boundsOf(field))]
  },
  serial(field) {
    const { start, step } = countFrom(field)
    if (step < 0) return `${start} - n`
    return start === 0 || start === 1 ? 'n' : `${start} + n`
  },
  invalid: beyond,
}

const int64 = { least: -(2n ** 63n), greatest: 2n ** 63n - 1n }

/** The bounds of a bigint, which is a text. */
const bigintBounds = ({ min, max }: Field) => ({ min: BigInt(min ?? int64.least), max: BigInt(max ?? int64.greatest) })

const wide = {
  expected: `a whole number, ${int64.least} to ${int64.greatest}`,
  read(text: string) {
    const number = /^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined
    return number !== undefined && number >= int64.least && number <= int64.greatest ? String(number) : undefined
  },
}

/** Where valid bigints start: beyond what numbers are exact for, or else where there is room. */
function startOf(field: Field): bigint {
  const { min, max } = bigintBounds(field)
  const exact = 2n ** 53n
  const start = max - 1_000_000n < exact ? max - 1_000_000n : exact + 1n
  return start < min ? min : start
}

const bigint: FieldType = {
  default: wide,
  bound: wide,
  measure: BigInt as FieldType['measure'] & {},
  indexable: true,
  capacity: ({ min = -Infinity, max = Infinity }) => Number(max) - Number(min) + 1,
  zod: ({ min, max }) => `bigint(${min === undefined && max === undefined ? '' : code({ min, max })})`,
  samples(field) {
    const { max } = bigintBounds(field)
    const start = startOf(field)
    return [String(start), String(start < max ? start + 1n : start)]
  },
  serial: (field) => `String(${startOf(field)}n + BigInt(n))`,
  invalid({ min, max }) {
    return [
      ...(min === undefined ? [] : [['too small', code(String(BigInt(min) - 1n))] as const]),
      ...(max === undefined ? [] : [['too large', code(String(BigInt(max) + 1n))] as const]),
    ]
  },
}

const real = {
  expected: 'a number',
  read: (text: string) => (/^-?\d{1,16}(\.\d{1,16})?$/.test(text) ? Number(text) : undefined),
}
const float: FieldType = {
  default: real,
  bound: real,
  measure: Number,
  indexable: true,
  zod: ({ min, max }) => `z.number()${call('min', min)}${call('max', max)}`,
  samples(field) {
    const bounds = boundsOf(field)
    const start = bounds.min ?? within(0.5, bounds)
    const end = within(start + 1, bounds)
    return [start, end === start ? within(start - 1, bounds) : end]
  },
  invalid: beyond,
}

const greatestPrecision = 38

/** How many of its smallest unit a decimal is: 12.5 with two digits is 1250. */
const unitsOf = (text: unknown): bigint => BigInt(String(text).replace('.', ''))
const fromUnits = (units: bigint, scale: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return units < 0n ? `-${text}` : text
}

/** A decimal as it is stored: with all of its digits after the point. */
function readDecimal(text: string, { precision = 0, scale = 0 }: Field): string | undefined {
  const [, sign, digits, fraction = ''] = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? []
  if (digits === undefined || fraction.length > scale) return undefined
  if (digits !== '0' && digits.length > precision - scale) return undefined
  return fromUnits(BigInt(sign + digits + fraction.padEnd(scale, '0')), scale)
}
const fixed = { expected: 'a decimal number with as many digits at most', read: readDecimal }

/** The bounds of a decimal in units: those that it has, or those of its digits. */
const unitBounds = ({ precision, min, max }: Field) => ({
  least: min === undefined ? 1n - 10n ** BigInt(precision!) : unitsOf(min),
  greatest: max === undefined ? 10n ** BigInt(precision!) - 1n : unitsOf(max),
})

const decimal: FieldType = {
  argument: {
    expected: `its digits, and how many of them come after the point: \`decimal=10,2\`, at most ${greatestPrecision}`,
    required: true,
    read(text) {
      const [, precision, scale] = /^(\d{1,2}),(\d{1,2})$/.exec(text)?.map(Number) ?? []
      if (!precision || scale === undefined || precision > greatestPrecision || scale > precision) return undefined
      return { precision, scale }
    },
    print: ({ precision, scale }) => `${precision},${scale}`,
  },
  default: fixed,
  bound: fixed,
  measure: unitsOf,
  indexable: false,
  zod({ precision, scale, min, max }) {
    const bounds = min === undefined && max === undefined ? '' : `, ${code({ min, max })}`
    return `decimal(${precision}, ${scale}${bounds})`
  },
  samples(field) {
    const { least, greatest } = unitBounds(field)
    // 12.50, for one of two digits.
    const usual = (125n * 10n ** BigInt(field.scale!)) / 10n
    const start = least > usual ? least : greatest < usual ? greatest : usual
    const next = start < greatest ? start + 1n : start > least ? start - 1n : start
    return [fromUnits(start, field.scale!), fromUnits(next, field.scale!)]
  },
  invalid(field) {
    const { precision, scale, min, max } = field
    const digits = precision! - scale!
    return [
      ['too precise', code(`0.${'0'.repeat(scale!)}1`)],
      ['too large', code(`1${'0'.repeat(digits)}`)],
      ...(min === undefined ? [] : [['below the least', code(fromUnits(unitsOf(min) - 1n, scale!))] as const]),
      ...(max === undefined ? [] : [['above the greatest', code(fromUnits(unitsOf(max) + 1n, scale!))] as const]),
    ]
  },
}

export const numbers = { integer, bigint, float, decimal }
