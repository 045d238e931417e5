import { code } from '../../schema/print/code.ts'
import { capitalize, wordsOf } from '../words.ts'
import type { Field } from './field.ts'
import { call, type FieldType, wholeNumber } from './type.ts'

/** The lengths of a `string` that says none, and of the longest. */
export const usualLength = 255
const greatestLength = 10_000
/** The length of a `text` that says none, as core/database/columns.ts has it. */
const usualSize = 100_000

const length = (text: string): number | undefined => {
  const number = wholeNumber(text)
  return number !== undefined && number >= 0 && number <= 1_000_000 ? number : undefined
}
const printable = (text: string): string | undefined => (/[\p{Cc}\p{Cs}]/u.test(text) ? undefined : text)

const bound = { expected: 'a length', read: length }
const measure = (value: unknown): number => String(value).length

/** What people write in fields of these names. The two of a pair differ from the first letter on: there may be room for no more. */
const usual: Readonly<Record<string, readonly [string, string]>> = {
  name: ['Ada Lovelace', 'Grace Hopper'],
  firstName: ['Ada', 'Grace'],
  lastName: ['Lovelace', 'Hopper'],
  title: ['Notes by the translator', 'The education of a computer'],
  phone: ['+44 20 7946 0000', '020 7946 0001'],
  street: ['12 Park Lane', '7 Main Street'],
  city: ['London', 'New York'],
  country: ['United Kingdom', 'France'],
}

/** Two texts for a field; where nothing better is known, they say what it is. */
function examples(name: string): readonly [string, string] {
  const words = wordsOf(name).join(' ')
  const known = Object.hasOwn(usual, name) ? usual[name] : undefined
  return known ?? [capitalize(words), `${words.startsWith('o') ? 'New' : 'Other'} ${words}`]
}

/** Text of an allowed length. */
const fit = (text: string, { min = 0, max = Infinity }: Field): string =>
  text.padEnd(Number(min), '.').slice(0, Number(max))
const samples = (field: Field) => {
  const [first, second] = examples(field.name)
  return [fit(first, field), fit(second, field)] as const
}

/** Whether it has to say something: what is required, unless `min=0` allows blanks. */
export const saysSomething = ({ min, optional }: Field): boolean => Number(min ?? (optional ? 0 : 1)) > 0

const zodOf = (type: string, field: Field): string => {
  const least = Number(field.min ?? 0) > 1 ? call('min', field.min) : ''
  return `${type}${least}${saysSomething(field) ? '.check(notBlank)' : ''}`
}

function wrongTexts(field: Field): [string, string][] {
  const { min = 0, max = usualSize } = field
  return [
    ...(saysSomething(field) ? [['blank', "' \\t'"] as [string, string]] : []),
    ...(Number(min) > 1 ? [['too short', code('x'.repeat(Number(min) - 1))] as [string, string]] : []),
    ['too long', `'x'.repeat(${Number(max) + 1})`],
  ]
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
  zod: (field) => zodOf(`z.string().max(${field.max})`, field),
  samples,
  serial({ name, min = 0, max }) {
    // A short one, such as a code of two letters, has room for the number only.
    const [text] = examples(name)
    if (Number(max) < text.length + 8) return `n.toString(36).padStart(${max}, '0')`
    return `\`${text} \${n}\`${Number(min) > text.length + 2 ? `.padEnd(${min}, '.')` : ''}`
  },
  invalid: wrongTexts,
}

const text: FieldType = {
  default: { expected: 'text', read: printable },
  bound,
  measure,
  indexable: false,
  zod: (field) => zodOf(field.max === undefined ? 'text()' : `z.string().max(${field.max})`, field),
  samples,
  invalid: wrongTexts,
}

const email: FieldType = {
  default: {
    expected: 'an email address',
    read: (value) => (/^[\w.+-]+@([\w-]+\.)+[a-z]{2,}$/i.test(value) ? value.toLowerCase() : undefined),
  },
  indexable: true,
  zod: () => 'email()',
  samples: () => ['someone@example.com', 'another@example.com'],
  serial: ({ name }) => `\`${name.toLowerCase()}-\${n}@example.com\``,
}

const url: FieldType = {
  default: {
    expected: 'a URL with http or https',
    read: (value) => (/^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value) ? value : undefined),
  },
  indexable: true,
  zod: () => 'url()',
  samples: () => ['https://example.com/one', 'https://example.com/two'],
  serial: () => '`https://example.com/${n}`',
}

const uuid: FieldType = {
  default: {
    expected: 'a UUID',
    read: (value) =>
      /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(value)
        ? value.toLowerCase()
        : undefined,
  },
  indexable: true,
  zod: () => 'uuid()',
  samples: () => ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'],
  serial: () => 'crypto.randomUUID()',
}

export const texts = { string, text, email, url, uuid }
