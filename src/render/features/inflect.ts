import pluralize from 'pluralize-esm'
import { capitalize, toCamelCase, toSnakeCase, withArticle, wordsOf } from '../words.ts'

/** A feature's name in every form that generated code needs. */
export interface FeatureNames {
  /** The folder and the key in `paxx.json`: `order-items`. */
  readonly kebab: string
  /** `/order-items` */
  readonly path: string
  /** `order_items` */
  readonly table: string
  /** `orderItems` */
  readonly plural: string
  /** `OrderItems` */
  readonly Plural: string
  /** `orderItem` */
  readonly singular: string
  /** `OrderItem` */
  readonly Singular: string
  /** `order items` */
  readonly titles: string
  /** `order item` */
  readonly title: string
  /** `an order item` */
  readonly aTitle: string
}

/** Words that are one thing and many, and the library does not know it. */
const uncountable = new Set(
  `data dns feedback goods gps jeans luggage mathematics media metadata physics premises sms species staff thanks
  trousers weather`.split(/\s+/),
)
/** What the library would make `cach`, `axe`, `viri` and the like of. */
const irregular: readonly (readonly [one: string, many: string])[] = [
  ['axis', 'axes'],
  ['cache', 'caches'],
  ['focus', 'focuses'],
  ['gas', 'gases'],
  ['lens', 'lenses'],
  ['schema', 'schemas'],
  ['virus', 'viruses'],
]

/**
 * All forms of a feature's name, from any spelling and number of it: `OrderItem` is `order-items`.
 * @param one the singular, where ours would be wrong; then the name is taken as the plural that it is
 */
export function inflect(name: string, one?: string): FeatureNames {
  const words = wordsOf(name)
  const last = words.at(-1)!
  const singularLast = singularOf(last)
  const many = one === undefined && singularLast === last ? [...words.slice(0, -1), pluralOf(last)] : words
  return formsOf(many, one === undefined ? [...words.slice(0, -1), singularLast] : wordsOf(one))
}

function formsOf(many: readonly string[], one: readonly string[]): FeatureNames {
  const kebab = many.join('-')
  const camel = { plural: toCamelCase(many), singular: toCamelCase(one) }
  return Object.freeze({
    kebab,
    path: `/${kebab}`,
    table: toSnakeCase(camel.plural),
    ...camel,
    Plural: capitalize(camel.plural),
    Singular: capitalize(camel.singular),
    titles: many.join(' '),
    title: one.join(' '),
    aTitle: withArticle(one.join(' ')),
  })
}

function singularOf(word: string): string {
  if (uncountable.has(word)) return word
  const known = irregular.find((pair) => pair.includes(word))
  return known ? known[0] : pluralize.singular(word)
}

function pluralOf(word: string): string {
  if (uncountable.has(word)) return word
  const known = irregular.find((pair) => pair.includes(word))
  return known ? known[1] : pluralize.plural(word)
}
