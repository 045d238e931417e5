import { z } from 'zod'
import { Id } from './id.ts'

type Action = 'cascade' | 'restrict' | 'set null' | 'set default' | 'no action'

/** What the database must know of a column and its Zod type does not say. */
export type ColumnOptions = {
  /** In SQL, where it is not what the Zod type is kept as. */
  type?: string
  /** In SQL; `now` is the time as `datetime()` has it. */
  default?: string
  references?: `${string}.${string}`
  onDelete?: Action
  onUpdate?: Action
  unique?: boolean
  /** `false` for a reference without one. */
  index?: boolean
}
export const column = z.registry<ColumnOptions>()

/** The id of a row of another table, indexed: on its own, unless the key or an index of the table begins with it. */
export const references = (table: string, options: Omit<ColumnOptions, 'references'> = {}) =>
  Id.clone().register(column, { references: `${table}.id`, ...options })

/** A check for text that has to say something. */
export const notBlank = z.regex(/\S/, 'expected more than blanks')

/** Text that may be long. A greater length takes longer to read, to check and to answer. */
export const text = (max = 100_000) => z.string()<%~ textType %>.max(max)

/** Kept in small letters, so that each address has one spelling. */
export const email = () =>
  z
    .string()
    .max(254, { abort: true })
    .check(z.email({ abort: true }))
    .toLowerCase()

export const url = () =>
  z
    .string()
    .max(2_000, { abort: true })
    .check(z.url({ protocol: /^https?$/ }))

/** Kept in small letters, so that each has one spelling. */
export const uuid = () => z.uuid().toLowerCase()

/** The years that every database has. */
const inYears = [/^(?!0000|[+-])/, 'expected a year from 0001 to 9999'] as const

export const date = () =>
  z.iso
    .date()
    .regex(...inYears)
    .meta({ format: 'date' })

/** An instant, kept in UTC and with milliseconds, so that its text sorts as time does. */
export const datetime = () =>
  z.iso
    .datetime({ offset: true, abort: true })
    .max(64, { abort: true })
    .overwrite((value) => new Date(value).toISOString())
    .regex(...inYears)
    .meta({ format: 'date-time' })

type Bounds = { min?: string | undefined; max?: string | undefined }
const units = (digits: string) => BigInt(digits.replace('.', ''))
/** Compares digit by digit, where numbers would round. */
const within = <Schema extends z.ZodType<string>>(schema: Schema, { min, max }: Bounds) =>
  schema
    .refine((value) => min === undefined || units(value) >= units(min), `expected ${min} or more`)
    .refine((value) => max === undefined || units(value) <= units(max), `expected ${max} or less`)

/** A whole number of 64 bits, exact because it is text wherever a number is exact up to 2^53 only, as in JSON. */
export const bigint = ({ min = '-9223372036854775808', max = '9223372036854775807' }: Bounds = {}) =>
  within(
    z.stringFormat('int64', /^(0|-?[1-9]\d{0,18})$/, { error: 'expected a whole number, as text', abort: true }),
    { min, max },
  ).meta({ maxLength: 20 })

/** A decimal number, exact because it stays text, with all of its digits after the point: `12.5` is kept as `12.50`. */
export function decimal(precision: number, scale: number, bounds: Bounds = {}) {
  const whole = precision > scale ? `(0|[1-9]\\d{0,${precision - scale - 1}})` : '0'
  const fraction = scale > 0 ? `(\\.\\d{1,${scale}})?` : ''
  const exact = z
    .string()<%~ decimalType %>
    .regex(new RegExp(`^(?!-[0.]+$)-?${whole}${fraction}$`), {
      error: `expected a decimal number of ${precision} digits, ${scale} of them after the point`,
      abort: true,
    })
    .overwrite((value) => {
      const [integer, digits = ''] = value.split('.')
      return scale > 0 ? `${integer}.${digits.padEnd(scale, '0')}` : value
    })
  return within(exact, bounds).meta({ maxLength: precision + 3 })
}

/** Whether JSON has no more values than that, and none inside more than so many others. */
function isWithin(value: unknown, limits: { depth: number; values: number }): boolean {
  let left = limits.values
  const fits = (item: unknown, depth: number): boolean => {
    left -= 1
    if (typeof item !== 'object' || item === null) return left >= 0
    return left >= 0 && depth > 0 && Object.values(item).every((inner) => fits(inner, depth - 1))
  }
  return fits(value, limits.depth)
}

/**
 * An object or an array of JSON.
 * @param limits how deep it may be, how many values it may hold, and how many characters
 */
export const json = ({ depth = 32, values = 1_000, size = 65_536 } = {}) =>
  z
    .custom<Record<string, unknown> | unknown[]>((value) => typeof value === 'object' && value !== null, {
      error: 'expected an object or an array',
      abort: true,
    })
    .register(column, { type: '<%= jsonType %>' })
    .refine((value) => isWithin(value, { depth, values }), {
      error: `expected at most ${values} values, at most ${depth} deep`,
      abort: true,
    })
    .refine((value) => JSON.stringify(value).length <= size, `expected at most ${size} characters`)
    .meta({ type: ['object', 'array'], items: {}, maxItems: values })
