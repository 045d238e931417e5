import { UsageError } from '../errors.ts'
import { suggestion } from '../suggest.ts'
import { commands, type Group, isGroup, type Leaf, word } from './index.ts'

/** A command line, taken apart: which command it names, and what else it says. */
export interface Found {
  /** The command's words: `['db', 'upgrade']`. Empty for `paxx` alone. */
  readonly path: readonly string[]
  readonly entry: Leaf | Group | undefined
  /** What follows the command's words, and what comes before them. */
  readonly argv: readonly string[]
}

/**
 * Finds the command that a command line names. A word that is no command of paxx may be an npm script of the project.
 * @throws UsageError when it is neither, with the nearest command
 */
export async function findCommand(argv: readonly string[]): Promise<Found> {
  const [first, ...rest] = split(argv)
  if (first === undefined) return { path: [], entry: undefined, argv }

  const entry = commands.find((candidate) => word(candidate) === first.word)
  if (!entry) return (await findScript(first, argv)) ?? (await findMeant([first, ...rest], argv))
  if (!isGroup(entry)) return { path: [first.word], entry, argv: without(argv, first) }

  const [second] = rest
  if (second === undefined) {
    const { name, describe, alone } = entry
    const listing = alone === undefined || argv.includes('--help')
    return {
      path: [first.word],
      entry: listing ? entry : { name, ...(describe !== undefined && { describe }), load: alone },
      argv: without(argv, first),
    }
  }
  const leaf = entry.commands.find((candidate) => word(candidate) === second.word)
  if (!leaf) return await findMeant([first, ...rest], argv, entry)
  return { path: [first.word, second.word], entry: leaf, argv: without(argv, first, second) }
}

interface Word {
  readonly word: string
  readonly index: number
}

/** The words that are no options, up to `--`. */
function split(argv: readonly string[]): Word[] {
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).flatMap((text, index) =>
    text.startsWith('-') ? [] : [{ word: text, index }],
  )
}

const without = (argv: readonly string[], ...words: readonly Word[]) =>
  argv.filter((_, index) => !words.some((dropped) => dropped.index === index))

async function findScript(first: Word, argv: readonly string[]): Promise<Found | undefined> {
  if (!(await scriptsHere()).includes(first.word)) return undefined
  const entry: Leaf = {
    name: first.word,
    describe: `Run the project's npm script \`${first.word}\``,
    load: async () => ({ command: (await import('./script.ts')).scriptCommand(first.word) }),
  }
  return { path: [first.word], entry, argv: without(argv, first) }
}

const scriptsHere = async (): Promise<string[]> =>
  await (await import('../project/scripts.ts')).projectScripts(process.cwd())

/** What words are in another tool. */
async function findMeant(words: readonly Word[], argv: readonly string[], group?: Group): Promise<Found> {
  const { translate } = await import('./translate.ts')
  const meant = translate(words.map((typed) => typed.word))
  if (meant) return await findCommand([...meant.ours, ...without(argv, ...words.slice(0, meant.length))])

  const [first, second] = words.map((typed) => typed.word)
  if (group) throw unknown(`${first} ${second}`, second!, group.commands.map(word), `${first} `)
  throw unknown(first!, first!, [...commands.map(word), ...(await scriptsHere())])
}

function unknown(typed: string, wrong: string, known: readonly string[], prefix = ''): UsageError {
  return new UsageError(
    'UNKNOWN_COMMAND',
    `There is no command \`paxx ${typed}\`.`,
    suggestion(wrong, known, (nearest) => `Did you mean \`paxx ${prefix}${nearest}\`?`) ??
      `\`paxx ${prefix}--help\` lists the commands.`,
  )
}
