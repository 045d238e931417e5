import { UsageError } from '../errors.ts'
import { note } from '../ui/print.ts'
import { aliases, aliasOf, told } from './words.ts'

/**
 * Reads words of another tool as what they are here.
 * @param typed the words of a command line that are no options
 * @returns how many of them they are, and the words of ours; nothing where they are nobody's
 * @throws UsageError for what is done otherwise here, with what to type
 */
export function translate(typed: readonly string[]): { length: number; ours: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const words = typed.slice(0, length).join(' ')
    const ours = aliasOf(words)
    if (ours !== undefined) {
      note(`paxx ${words} is paxx ${ours}.`)
      return { length: Math.min(length, typed.length), ours: ours.split(' ') }
    }
    const found = told.find((entry) => entry.words.includes(words))
    if (found) {
      throw new UsageError('OTHER_WORD', `\`paxx ${words}\` is none of our commands. ${found.says}`, found.type)
    }
  }
  return undefined
}

/** The words that work, for the help. */
export function aliasText(width: number): string {
  const longest = Math.max(...aliases.map(([ours]) => ours.length))
  const margin = ' '.repeat('  paxx '.length + longest + 2)
  const lines = aliases.map(([ours, theirs]) => {
    return `  paxx ${ours.padEnd(longest)}  ${wrap(theirs, width - margin.length).join(`\n${margin}`)}`
  })
  return ['Words of other tools that work, too:', ...lines].join('\n')
}

/** Words with commas, in lines of a width. */
function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const [index, word] of words.entries()) {
    const next = index < words.length - 1 ? `${word},` : word
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + next.length <= width) lines[lines.length - 1] = `${line} ${next}`
    else lines.push(next)
  }
  return lines
}
