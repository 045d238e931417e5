import { mkdirSync } from 'node:fs'
import repl from 'node:repl'
import { loadFromFeatures } from '#core/modules.ts'
import { closeResources, openResources } from '../resources.ts'
import { loadSettings } from '../settings.ts'

const resources = openResources(loadSettings())
const context: Record<string, unknown> = { ...resources }

for (const name of ['models', 'services']) {
  for (const [, exported] of await loadFromFeatures(name)) Object.assign(context, exported)
}

console.error(`At hand: ${Object.keys(context).join(', ')}`)
const shell = repl.start('<%= name %>> ')
Object.assign(shell.context, context)
mkdirSync('node_modules/.cache', { recursive: true })
shell.setupHistory('node_modules/.cache/shell_history', () => {})
shell.on('exit', () => void closeResources(resources))
