import type { Field } from './field.ts'
import { call, code, type FieldType, wholeNumber } from './type.ts'

/** The lengths of a `string` that says none, and of the longest. */
export const usualLength = 255
const greatestLength = 10_000

const length = (text: string): number | undefined => {
  const number = wholeNumber(text)
  return number !== undefined && number >= 0 && number <= 1_000_000 ? number : undefined
}
const printable = (text: string): string | undefined => (/\p{Cc}/u.test(text) ? undefined : text)

const bound = { expected: 'a length', read: length }
const measure = (value: unknown): number => String(value).length

/** Text of an allowed length, that says what it is where there is room. */
function fit(text: string, { min = 0, max = Infinity }: Field): string {
  return text.padEnd(Number(min), '.').slice(0, Number(max))
}
const samples = (field: Field) => [fit(field.name, field), fit(`x${field.name}`, field)] as const

function wrongLengths({ min = 0, max }: Field): [string, string][] {
  const short: [string, string][] = min === 0 ? [] : [['too short', code('x'.repeat(Number(min) - 1))]]
  return max === undefined ? short : [...short, ['too long', `'x'.repeat(${Number(max) + 1})`]]
}

const string: FieldType = {
  argument: {
    expected: `its greatest length, 1 to ${greatestLength}`,
    required: false,
    read(text) {
      const max = length(text)
      return max !== undefined && max >= 1 && max <= greatestLength ? { max } : undefined
    },
    print: ({ max }) => (max === usualLength ? '' : String(max)),
  },
  default: { expected: 'text', read: printable },
  bound,
  measure,
  indexable: true,
  capacity: ({ max }) => 36 ** Number(max),
  zod: ({ min, max }) => `z.string()${call('min', min)}${call('max', max)}`,
  samples,
  serial({ name, min = 0, max }) {
    // A short one, such as a code of two letters, has room for the number only.
    if (Number(max) < name.length + 8) return `n.toString(36).padStart(${max}, '0')`
    return `\`${name} \${n}\`${Number(min) > name.length + 2 ? `.padEnd(${min}, '.')` : ''}`
  },
  invalid: wrongLengths,
}

const text: FieldType = {
  default: { expected: 'text', read: printable },
  bound,
  measure,
  indexable: false,
  zod: ({ min, max }) => `z.string()${call('min', min)}${call('max', max)}`,
  samples,
  invalid: (field) => [['no text', '1'], ...wrongLengths(field)],
}

const email: FieldType = {
  default: {
    expected: 'an email address',
    read: (value) => (/^[\w.+-]+@([\w-]+\.)+[a-z]{2,}$/i.test(value) ? value : undefined),
  },
  indexable: true,
  zod: () => 'z.email().max(254)',
  samples: () => ['someone@example.com', 'another@example.com'],
  serial: ({ name }) => `\`${name.toLowerCase()}-\${n}@example.com\``,
  invalid: () => [['no address', "'someone'"]],
}

const url: FieldType = {
  default: {
    expected: 'a URL with http or https',
    read: (value) => (/^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value) ? value : undefined),
  },
  indexable: true,
  zod: () => 'z.url({ protocol: /^https?$/ }).max(2_000)',
  samples: () => ['https://example.com/one', 'https://example.com/two'],
  serial: () => '`https://example.com/${n}`',
  invalid: () => [
    ['no URL', "'example'"],
    ['a script', "'javascript:alert(1)'"],
  ],
}

const uuid: FieldType = {
  default: {
    expected: 'a UUID',
    read: (value) =>
      /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(value) ? value : undefined,
  },
  indexable: true,
  zod: () => 'z.uuid()',
  samples: () => ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'],
  serial: () => 'crypto.randomUUID()',
  invalid: () => [['no UUID', "'1'"]],
}

export const texts = { string, text, email, url, uuid }
