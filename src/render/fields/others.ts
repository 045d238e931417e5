import { code } from '../../schema/print/code.ts'
import type { Field } from './field.ts'
import type { FieldType, Reader } from './type.ts'

const day = 86_400_000

/** An instant and a date differ in the text alone. */
function moments(zod: string, expected: string, print: (ms: number) => string, unit: number): FieldType {
  const reader: Reader<string> = {
    expected,
    read(text) {
      const ms = /^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN
      // Date.parse takes the 30th of February for the 1st of March.
      if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text.slice(0, 10))) return undefined
      return text.includes('T') === unit < day ? print(ms) : undefined
    },
  }
  const startOf = ({ min, max }: Field) => Date.parse(String(min ?? max ?? '2026-01-01'))
  const stepOf = ({ min, max }: Field) => (min === undefined && max !== undefined ? -unit : unit)
  const isWithin = (text: string, { min = text, max = text }: Field) => text >= min && text <= max
  return {
    default: reader,
    bound: reader,
    measure: String,
    indexable: true,
    capacity: ({ min, max }) =>
      min === undefined || max === undefined ? Infinity : (Date.parse(String(max)) - Date.parse(String(min))) / unit,
    zod: ({ min, max }) =>
      [
        zod,
        min === undefined ? '' : `.refine((value) => value >= ${code(min)}, ${code(`expected ${min} or later`)})`,
        max === undefined ? '' : `.refine((value) => value <= ${code(max)}, ${code(`expected ${max} or earlier`)})`,
      ].join(''),
    samples(field) {
      const [first, second] = [0, stepOf(field)].map((offset) => print(startOf(field) + offset)) as [string, string]
      return [first, isWithin(second, field) ? second : first]
    },
    serial(field) {
      const iso = `new Date(${startOf(field)} ${stepOf(field) < 0 ? '-' : '+'} n * ${unit}).toISOString()`
      return unit === day ? `${iso}.slice(0, 10)` : iso
    },
    invalid: (field) => [
      ...(field.min === undefined ? [] : [['too early', code(print(Date.parse(String(field.min)) - unit))] as const]),
      ...(field.max === undefined ? [] : [['too late', code(print(Date.parse(String(field.max)) + unit))] as const]),
    ],
  }
}

const date = moments('date()', 'a date: 2026-12-31', (ms) => new Date(ms).toISOString().slice(0, 10), day)
const datetime = moments(
  'datetime()',
  'an instant in UTC: 2026-12-31T23:59:59Z',
  (ms) => new Date(ms).toISOString(),
  1_000,
)

const boolean: FieldType = {
  default: {
    expected: '`true` or `false`',
    read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  },
  indexable: true,
  zod: () => 'z.boolean()',
  samples: ({ default: usual }) => (usual === true ? [false, true] : [true, false]),
}

/** Whether every database keeps the texts in it: they have neither NUL nor halves of characters. */
const isStorable = (value: object): boolean => !/\\u(0000|d[89a-f])/.test(JSON.stringify(value).replaceAll('\\\\', ''))

const json: FieldType = {
  default: {
    expected: 'an object or an array in JSON',
    read(text) {
      try {
        const value: unknown = JSON.parse(text)
        return typeof value === 'object' && value !== null && isStorable(value) ? value : undefined
      } catch {
        return undefined
      }
    },
  },
  indexable: false,
  zod: () => 'json()',
  samples: () => [{ key: 'value' }, [1, { two: [] }]],
}

const enumeration: FieldType = {
  argument: {
    expected: 'its values, all different, of letters, digits, `_`, `-` and `.`: `enum=open,paid`',
    required: true,
    read(text) {
      const values = text.split(',')
      const good = values.every((value) => /^[\w.-]{1,100}$/.test(value)) && new Set(values).size === values.length
      return good ? { values } : undefined
    },
    print: ({ values }) => values!.join(','),
  },
  default: {
    expected: 'one of its values',
    read: (text, { values }) => (values!.includes(text) ? text : undefined),
  },
  indexable: true,
  capacity: ({ values }) => values!.length,
  zod: ({ values }) => `z.enum(${code(values)})`,
  samples({ values, default: usual }) {
    const [first = '', second = first] = new Set([...(usual === undefined ? [] : [String(usual)]), ...values!])
    return [first, second]
  },
}

const references: FieldType = {
  argument: {
    expected: 'the feature that it leads to: `references=users`',
    required: false,
    read: (text) => (/^[a-z][\w-]*$/i.test(text) ? { target: text } : undefined),
    print: ({ target = '' }) => target,
  },
  indexable: true,
  zod: ({ target }) => `references(${code(target)})`,
  samples: () => [0, 0],
}

export const others = { boolean, date, datetime, json, enum: enumeration, references }
