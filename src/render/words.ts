/** The words of a name in any of its spellings: `OrderItems`, `order-items`, `order_items`, `orderItems`. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replace(/[_-]+(?=\d)/g, '')
    .toLowerCase()
    .split(/[_-]/)

export const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export const toCamelCase = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : capitalize(word))).join('')

/** How Kysely's CamelCasePlugin spells a name in the database. */
export const toSnakeCase = (camelCase: string): string =>
  camelCase.replace(/(?<![A-Z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()

/** Whether a name comes back from the database as it went there: `aBC` would come back as `aBc`. */
export const survivesSnakeCase = (camelCase: string): boolean =>
  toCamelCase(toSnakeCase(camelCase).split('_')) === camelCase

/** A word with its article: `an order`, `a user`. */
export const withArticle = (words: string): string =>
  /^(?:[aio](?!ne\b|nce\b)|e(?!u)|u(?!ni|ser|s[aei]|til)|hour|honest|heir)/.test(words) ? `an ${words}` : `a ${words}`
