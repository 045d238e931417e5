import { readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { hash } from './hash.ts'
import { keepSources, readKeptSources } from './snapshots.ts'

/**
 * Loads modules without their types, as Node.js does itself, but takes those of a text out once and not each time.
 * @param urls of the modules
 * @param key of the Node.js that does it
 * @returns keeps what is new for the next time
 */
export function stripOnce(urls: ReadonlySet<string>, key: string): () => void {
  if (!isOfModules()) return () => {}
  const known = new Map(readKeptSources(key))
  const used = new Map<string, string>()
  module.registerHooks({
    resolve: (specifier, context, next) =>
      urls.has(specifier) ? { url: specifier, format: 'module', shortCircuit: true } : next(specifier, context),
    load(url, context, next) {
      if (!urls.has(url)) return next(url, context)
      const text = readFileSync(fileURLToPath(url), 'utf8')
      const name = hash([text])
      const source = known.get(name) ?? module.stripTypeScriptTypes(text)
      used.set(name, source)
      return { source, format: 'module', shortCircuit: true }
    },
  })
  return () => {
    if ([...used.keys()].some((name) => !known.has(name))) keepSources(key, [...used])
  }
}

/** Whether the files of the project are ES modules. */
const isOfModules = (): boolean =>
  (JSON.parse(readFileSync('package.json', 'utf8')) as { readonly type?: unknown }).type === 'module'
