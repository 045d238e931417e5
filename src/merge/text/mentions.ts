import { identifier } from './identifiers.ts'
import { bare, splitLines } from './lines.ts'

/** A line that says a name which is no more. */
export interface Mention {
  readonly line: number
  readonly text: string
}

/** The names that texts have, in code and in what it quotes. */
export const wordsIn = (texts: readonly string[]): Set<string> =>
  new Set(texts.flatMap((text) => text.match(identifier) ?? []))

/**
 * The lines of a text that say one of some words, whole: `orders` is in `/orders`, and not in `reorders` or `pre-orders`.
 * @param generated the text that it was rendered as, if it was: those lines are not the user's
 */
export function mentionsIn(text: string, words: readonly string[], generated = ''): Mention[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_$-])(?:${words.map(escape).join('|')})(?![\\p{L}\\p{N}_$-])`, 'u')
  const known = new Set(splitLines(generated).lines.map((line) => line.trim()))
  return splitLines(text).lines.flatMap((line, index) => {
    const own = bare(line).trim()
    return pattern.test(own) && !known.has(own) ? [{ line: index + 1, text: own }] : []
  })
}

const escape = (word: string): string => word.replaceAll(/[$.]/g, '\\$&')
