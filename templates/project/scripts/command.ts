import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { closeResources, openResources, type Resources } from '../resources.ts'
import { loadSettings } from '../settings.ts'
import { run } from './run.ts'

type Command = (resources: Resources, ...args: string[]) => unknown

const features = path.join(import.meta.dirname, '../features')
const extension = path.extname(import.meta.filename)

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
  for (const feature of readdirSync(features)) {
    const file = path.join(features, feature, `commands${extension}`)
    const exported = existsSync(file) ? ((await import(pathToFileURL(file).href)) as Record<string, Command>) : {}
    for (const [name, command] of Object.entries(exported)) commands.set(`${feature}:${name}`, command)
  }
  return commands
}
