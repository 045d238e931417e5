import { loadFromFeatures } from '#core/modules.ts'
import { closeResources, openResources, type Resources } from '../resources.ts'
import { loadSettings } from '../settings.ts'
import { run } from './script.ts'

type Command = (resources: Resources, ...args: string[]) => unknown

await run(async ([name = '', ...args]) => {
  const commands = await readCommands()
  const command = commands.get(name)
  if (!command) throw new Error(`Usage: command <name> [arguments]. Names: ${[...commands.keys()].join(', ') || 'none yet'}`)

  const resources = openResources(loadSettings())
  try {
    const result = (await command(resources, ...args)) ?? 'Done'
    return { json: { result }, text: String(result) }
  } finally {
    await closeResources(resources)
  }
})

/** What the `commands.ts` of each feature exports, by names such as `orders:expire`. */
async function readCommands(): Promise<Map<string, Command>> {
  const commands = new Map<string, Command>()
  for (const [feature, exported] of await loadFromFeatures('commands')) {
    for (const name in exported) commands.set(`${feature}:${name}`, exported[name])
  }
  return commands
}
