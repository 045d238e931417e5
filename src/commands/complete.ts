import { projectScripts } from '../project/scripts.ts'
import { defineCommand, globalOptions } from './command.ts'
import { commands, type Group, isGroup, type Leaf, word } from './index.ts'

export const command = defineCommand({
  details: 'Prints what the last of these words may become: what the scripts of `paxx completion` ask.',
  passesOn: 'rest',
  async run({ rest }) {
    const typed = rest.at(-1) ?? ''
    const candidates = await candidatesAfter(rest.slice(0, -1), typed.startsWith('-'))
    const completions = candidates.filter((candidate) => candidate.startsWith(typed))
    return { json: { completions }, text: completions.join('\n') }
  },
})

async function candidatesAfter(words: readonly string[], options: boolean): Promise<string[]> {
  const [first, second] = words.filter((typed) => !typed.startsWith('-'))
  const entry = commands.find((candidate) => word(candidate) === first)
  if (first === undefined) return options ? flags({}) : [...visible(commands), ...(await projectScripts(process.cwd()))]
  if (!entry) return []
  if (!isGroup(entry)) return options ? await optionsOf(entry) : []
  const leaf = entry.commands.find((candidate) => word(candidate) === second)
  if (!leaf) return options ? flags({}) : visible(entry.commands)
  return options ? await optionsOf(leaf) : []
}

const visible = (entries: readonly (Leaf | Group)[]) =>
  entries.filter((entry) => entry.describe !== undefined).map(word)

const optionsOf = async (leaf: Leaf) => flags((await leaf.load()).command.options ?? {})

const flags = (options: object) => [...Object.keys({ ...options, ...globalOptions }), 'help'].map((name) => `--${name}`)
