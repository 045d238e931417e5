import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import repl from 'node:repl'
import { pathToFileURL } from 'node:url'
import { closeResources, openResources } from '../resources.ts'
import { loadSettings } from '../settings.ts'

const resources = openResources(loadSettings())
const context: Record<string, unknown> = { ...resources }

for (const feature of readdirSync('features')) {
  for (const file of ['models.ts', 'services.ts'].map((name) => path.resolve('features', feature, name))) {
    if (existsSync(file)) Object.assign(context, await import(pathToFileURL(file).href))
  }
}

console.error(`At hand: ${Object.keys(context).join(', ')}`)
const shell = repl.start('<%= name %>> ')
Object.assign(shell.context, context)
mkdirSync('node_modules/.cache', { recursive: true })
shell.setupHistory('node_modules/.cache/shell_history', () => {})
shell.on('exit', () => void closeResources(resources))
