import { UsageError } from '../errors.ts'
import { quoted } from '../render/extensions/select.ts'

interface Use {
  readonly code: string
  /** What one of them does, and what several do: `has`, `have`. */
  readonly verbs: readonly [one: string, several: string]
  readonly what: string
  /** What is to be done first, and by which command to each of them. */
  readonly first: string
  readonly command: (name: string) => string
}

/** That features stand on what is to be taken away. */
export const inTheWay = (
  names: readonly string[],
  { code, verbs: [one, several], what, first, command }: Use,
): UsageError =>
  new UsageError(
    code,
    `${quoted(names)} ${names.length > 1 ? several : one} ${what}.`,
    `${first}: ${names.map(command).join(' && ')}`,
  )

/** @param why they need what goes */
export const pagesInTheWay = (code: string, names: readonly string[], why: string): UsageError =>
  inTheWay(names, {
    code,
    verbs: ['has', 'have'],
    what: `pages ${why}`,
    first: 'Take those out first',
    command: (name) => `paxx feature html ${name} --off`,
  })
