import { projectScripts } from '../project/scripts.ts'
import { globalOptions } from '../ui/global-options.ts'
import { type Command, defineCommand } from './command.ts'
import { commands, type Group, isGroup, type Leaf, word } from './index.ts'
import { aliases, aliasOf } from './words.ts'

export const command = defineCommand({
  details: 'Prints what the last of these words may become: what the scripts of `paxx completion` ask.',
  passesOn: 'rest',
  async run({ rest }) {
    const typed = rest.at(-1) ?? ''
    const candidates = await candidatesAfter(rest.slice(0, -1), typed.startsWith('-'))
    const completions = candidates.filter((candidate) => candidate.startsWith(typed) && isPlain(candidate))
    return { json: { completions }, text: completions.join('\n') }
  },
})

/** A shell puts it into the command line as it is, and the names of scripts are anybody's. */
const isPlain = (candidate: string): boolean => /^[\w@:./+-]+$/.test(candidate)

async function candidatesAfter(words: readonly string[], options: boolean): Promise<string[]> {
  const typed = words.filter((one) => !one.startsWith('-'))
  const [first, second] = typed
  if (first === undefined) return options ? flags({}) : [...visible(commands), ...(await projectScripts(process.cwd()))]
  for (const alias of [typed.slice(0, 2), typed.slice(0, 1)]) {
    const ours = aliasOf(alias.join(' '))
    if (ours === undefined) continue
    return await candidatesAfter([...ours.split(' '), ...words.filter((one) => !alias.includes(one))], options)
  }
  const entry = commands.find((candidate) => word(candidate) === first)
  if (!entry) return second === undefined && !options ? secondWordsOf(first) : []
  if (!isGroup(entry)) return await argumentsOf(entry, words, options)
  const leaf = entry.commands.find((candidate) => word(candidate) === second)
  if (!leaf) return options ? flags({}) : visible(entry.commands)
  return await argumentsOf(leaf, words, options)
}

/** What makes a command of a word of another tool: `auth` of `generate`. */
const secondWordsOf = (first: string): string[] =>
  aliases
    .flatMap(([, theirs]) => theirs.map((words) => words.split(' ')))
    .flatMap(([one, other]) => (one === first && other !== undefined ? [other] : []))

const visible = (entries: readonly (Leaf | Group)[]) =>
  entries.filter((entry) => entry.describe !== undefined).map(word)

/** What comes after these words of a command: an option, the value of the one before it, or an argument. */
async function argumentsOf(leaf: Leaf, words: readonly string[], options: boolean): Promise<string[]> {
  const { command: chosen } = await leaf.load()
  if (options) return flags(chosen.options ?? {})
  const [, option] = /^--(.+)$/.exec(words.at(-1)!) ?? []
  const { type, choices } = chosen.options?.[option ?? ''] ?? {}
  if (choices || (type !== undefined && type !== 'boolean')) return await valuesOf(chosen, option!)
  const values = await Promise.all(Object.keys(chosen.positionals ?? {}).map((name) => valuesOf(chosen, name)))
  return values.flat().filter((value) => !words.includes(value))
}

async function valuesOf({ positionals, options, values }: Command, name: string): Promise<string[]> {
  const choices = { ...positionals, ...options }[name]?.choices ?? []
  return [...choices.map(String), ...((await values?.[name]?.()) ?? [])]
}

const flags = (options: object) => [...Object.keys({ ...options, ...globalOptions }), 'help'].map((name) => `--${name}`)
