import { wordsOf } from '../words.ts'
import type { Field, TypeName } from './field.ts'

/** What a secret is called, alone or at the end of a word: `apikey`. */
const secrets = /(password|passwd|pwd|passphrase|passcode|secret|token|apikey|credential|credentials|otp|cvv|cvc)s?$/
/** Two words: `api-key`. */
const keys = /^(api|access|private|secret|signing|encryption|session|master|auth) keys?$/

/** Types that hold no secret, whatever they are called: `passwordChangedAt:datetime`. */
const harmless: readonly TypeName[] = ['boolean', 'date', 'datetime', 'enum', 'float', 'decimal', 'references']
const numbers: readonly TypeName[] = ['integer', 'bigint']

/** Whether a field's name says that nobody should be shown what it holds. */
function isNamedLikeSecret({ name, type }: Pick<Field, 'name' | 'type'>): boolean {
  if (harmless.includes(type)) return false
  const words = wordsOf(name)
  // Of numbers that speak of secrets, most count them: `passwordAttempts`, `maxTokens`.
  if (numbers.includes(type)) return /^(password|passcode|pin|otp|cvv|cvc)$/.test(words.at(-1)!)
  const pairs = words.slice(1).map((word, index) => `${words[index]} ${word}`)
  return words.some((word) => secrets.test(word)) || pairs.some((pair) => keys.test(pair)) || words.at(-1) === 'pin'
}

/** What to say of fields that everybody would be answered with, and whose names say that nobody should. */
export const secretWarnings = (fields: readonly Field[]): string[] =>
  fields
    .filter((field) => !field.private && isNamedLikeSecret(field))
    .map(
      ({ name, type }) =>
        `\`${name}\` is named like a secret, and is in every answer: \`${name}:${type}:private\` stores it and answers nobody with it.`,
    )
