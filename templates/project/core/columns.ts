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

/** An instant, kept in UTC and with milliseconds, so that its text sorts as time does. */
export const datetime = () => z.iso.datetime({ offset: true }).overwrite((value) => new Date(value).toISOString())

const units = (digits: string) => BigInt(digits.replace('.', ''))

/** A decimal number, exact because it stays text, with all of its digits after the point: `12.5` is kept as `12.50`. */
export function decimal(precision: number, scale: number, { min, max }: { min?: string; max?: string } = {}) {
  const whole = precision > scale ? `(0|[1-9]\\d{0,${precision - scale - 1}})` : '0'
  const fraction = scale > 0 ? `(\\.\\d{1,${scale}})?` : ''
  return z
    .string()<%~ decimalType %>
    .regex(new RegExp(`^(?!-[0.]+$)-?${whole}${fraction}$`), {
      error: `expected a decimal number of ${precision} digits, ${scale} of them after the point`,
      abort: true,
    })
    .overwrite((value) => {
      const [integer, digits = ''] = value.split('.')
      return scale > 0 ? `${integer}.${digits.padEnd(scale, '0')}` : value
    })
    .refine((value) => min === undefined || units(value) >= units(min), `expected ${min} or more`)
    .refine((value) => max === undefined || units(value) <= units(max), `expected ${max} or less`)
}

const isShallow = (value: unknown, depth = 0): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth < 32 && Object.values(value).every((item) => isShallow(item, depth + 1)))

/** An object or an array of JSON. What is nested deeper than any honest one could not be written again. */
export const json = () =>
  z
    .union([z.record(z.string(), z.unknown()), z.array(z.unknown())], 'expected an object or an array')
    .refine((value) => isShallow(value), 'nested too deeply')
