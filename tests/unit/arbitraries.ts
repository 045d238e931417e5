import fc from 'fast-check'
import { type FeatureAnswer, featureOptions } from '../../src/render/answers.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { parseFields } from '../../src/render/fields/parse.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9]{1,7}$/)
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('-'))
const odd = fc.constantFrom(
  'class',
  'order',
  'select',
  'default',
  'delete',
  'new',
  'status',
  'index',
  'table',
  'given',
  'n',
)

const lengths = fc
  .tuple(fc.nat(300), fc.integer({ min: 1, max: 300 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const whole = fc.integer({ min: -100_000, max: 100_000 })
const bounds = fc.tuple(whole, whole).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const some = <Value>(value: fc.Arbitrary<Value>, print: (value: Value) => string) =>
  fc.option(value.map(print), { nil: '' })

/** What may stand after the name, by type; what does not fit together is thrown away afterwards. */
const types = [
  fc
    .tuple(
      some(fc.integer({ min: 1, max: 300 }), (n) => `=${n}`),
      some(fc.nat(5), (n) => `:min=${n}`),
    )
    .map(([a, b]) => `string${a}${b}`),
  lengths.map(([min, max]) => `string=${max}:min=${min}`),
  some(lengths, ([min, max]) => `:min=${min}:max=${max}`).map((rest) => `text${rest}`),
  fc.constantFrom('email', 'url', 'uuid', 'json', 'boolean', 'date', 'datetime'),
  fc.constantFrom(
    'boolean:default=true',
    'boolean:default=false',
    'json:default={"a":[1]}',
    'string:default=a',
    'text:default=\'"`${x}\\',
  ),
  fc.constantFrom(
    'url:default=https://example.com:8080/a?b=c',
    'datetime:default=2026-01-02T03:04:05Z',
    'date:min=2026-01-01',
  ),
  fc.constantFrom('date:max=2026-01-01', 'date:min=2026-01-01:max=2026-01-01', 'datetime:max=2026-01-01T00:00:00Z'),
  some(bounds, ([min, max]) => `:min=${min}:max=${max}`).map((rest) => `integer${rest}`),
  some(whole, (max) => `:max=${max}`).map((rest) => `bigint${rest}`),
  some(whole, (min) => `:min=${min}:default=${min}`).map((rest) => `integer${rest}`),
  some(bounds, ([min, max]) => `:min=${min}.5:max=${max}.75`).map((rest) => `float${rest}`),
  fc.tuple(fc.integer({ min: 1, max: 38 }), fc.nat(38)).map(([p, s]) => `decimal=${p},${Math.min(p, s)}`),
  bounds.map(([min, max]) => `decimal=12,4:min=${min}:max=${max}.5`),
  fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).map((values) => `enum=${values.join(',')}`),
  fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).map((values) => `enum=${values.join(',')}:default=${values[0]}`),
]
const flags = fc.subarray([':optional', ':unique', ':index', ':private']).map((parts) => parts.join(''))

const isLegal = (...fields: string[]): boolean => {
  try {
    parseFields(fields)
    return true
  } catch {
    return false
  }
}

/** A legal field that refers to nothing. */
export const field: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(name, odd), fc.oneof(...types), flags)
  .map((parts) => `${parts[0]}:${parts[1]}${parts[2]}`)
  .filter((text) => isLegal(text))

/** A legal reference to one of these features. */
const reference = (...targets: string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      name,
      fc.constantFrom(...targets),
      fc.constantFrom(':optional', ''),
      fc.constantFrom('', ':unique'),
      fc.constantFrom('', ':private'),
      fc.constantFrom('', ':cascade', ':set-null'),
      fc.constantFrom('', ':many'),
    )
    .map(([own, target, ...modifiers]) => `${own}:references=${target}${modifiers.join('')}`)
    .filter((text) => isLegal(text))

/** The fields of one feature, some of them references, which come first. */
const fields = (targets: readonly string[], self: string): fc.Arbitrary<string[]> =>
  fc
    .tuple(
      targets.length > 0 ? fc.array(reference(...targets), { maxLength: 2 }) : fc.constant([]),
      fc.array(
        reference(self).filter((text) => text.includes(':optional')),
        { maxLength: 2 },
      ),
      fc.array(field, { maxLength: 6 }),
    )
    .map((parts) => parts.flat())
    .filter((texts) => texts.length > 0 && isLegal(...texts))

function areLegal(all: Record<string, FeatureAnswer>): boolean {
  try {
    readFeatures(all)
    return true
  } catch {
    return false
  }
}

/** A table between two of them. */
const joined = {
  'alpha-gammas': {
    joinsOnly: true as const,
    primaryKey: ['alpha', 'gamma'],
    fields: ['alpha:references=alphas:cascade', 'gamma:references=gammas:cascade'],
  },
}

/** Features that refer to themselves and to those before them, and are joined. */
export const features: fc.Arbitrary<Record<string, FeatureAnswer>> = fc
  .tuple(
    fc.tuple(
      ...['alphas', 'beta-rays', 'gammas'].map((own, index, all) =>
        fc.tuple(fc.constant(own), fields(all.slice(0, index), own), fc.boolean(), fc.subarray([...featureOptions])),
      ),
    ),
    fc.constantFrom(joined, {}),
  )
  .map(([list, join]) => ({
    ...Object.fromEntries(
      list.map(([own, texts, bare, options]) => [
        own,
        { fields: texts, ...(bare && { timestamps: false as const }), ...(options.length > 0 && { options }) },
      ]),
    ),
    ...join,
  }))
  .filter(areLegal)
