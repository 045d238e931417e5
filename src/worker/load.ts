import { existsSync } from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../errors.ts'
import { version } from '../version.ts'
import { readerKey } from './environment.ts'
import { stripOnce } from './strip.ts'

type Module = Readonly<Record<string, unknown>>

/** Whose code runs. */
export const progress = { file: '' }

/**
 * Loads a module of the project.
 * @param file from its root: `features/orders/models.ts`
 * @throws UsageError with what it throws
 */
export async function load(file: string): Promise<Module> {
  progress.file = file
  try {
    return (await import(urlOf(file))) as Module
  } catch (error) {
    throw failed('MODULE_FAILED', file, error)
  }
}

/**
 * Loads a module of the project that is not written yet.
 * @param file where it would be
 */
export async function loadSource(file: string, source: string): Promise<Module> {
  const url = urlOf(file)
  module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === url ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
    load: (wanted, context, next) =>
      wanted === url
        ? { source: module.stripTypeScriptTypes(source), format: 'module', shortCircuit: true }
        : next(wanted, context),
  })
  return await load(file)
}

interface Loaded {
  readonly file: string
  readonly exports: Module
}

/** With tsx it is loaded what Node.js fails to load: one after another, so that the error names its own file. */
const isSecondAttempt = process.execArgv.includes('tsx')

/**
 * Loads modules of the project, in order.
 * @param files from its root
 * @throws UsageError with what one throws
 */
export async function loadAll(files: readonly string[]): Promise<Loaded[]> {
  const together = isSecondAttempt ? {} : await loadTogether(files)
  const loaded: Loaded[] = []
  for (const [at, file] of files.entries()) loaded.push({ file, exports: together[`m${at}`] ?? (await load(file)) })
  return loaded
}

async function loadTogether(files: readonly string[]): Promise<Readonly<Record<string, Module>>> {
  const keep = stripOnce(new Set(files.map(urlOf)), readerKey())
  const together = await import(`data:text/javascript,${encodeURIComponent(importsOf(files))}`).catch(() => ({}))
  keep()
  return together as Readonly<Record<string, Module>>
}

const importsOf = (files: readonly string[]): string =>
  files.map((file, at) => `export * as m${at} from ${JSON.stringify(urlOf(file))}`).join('\n')

const urlOf = (file: string): string => pathToFileURL(path.resolve(file)).href

/**
 * What a module of the project's core exports.
 * @throws UsageError when it does not
 */
export async function loadExport<Value>(file: string, name: string): Promise<Value> {
  if (!existsSync(file)) throw missing(file)
  const value = (await load(file))[name]
  if (value === undefined) throw failed('MODULE_FAILED', file, `it does not export \`${name}\``, 'Bring it back.')
  return value as Value
}

const missing = (file: string) =>
  new UsageError(
    'CORE_MISSING',
    `There is no ${file} here, where paxx ${version} reads what models and migrations are made of.`,
    'A project of another version has its own paxx: npx paxx …; to bring it to this one: paxx upgrade',
  )

/** What code of the project threw, on one line, with the file that it came from. */
export function failed(
  code: string,
  file: string,
  error: unknown,
  hint = 'Mend it: --verbose shows where it fails.',
): UsageError {
  const message = error instanceof Error ? messageOf(error) : String(error)
  const line = message.trim().replaceAll(/\s*\n\s*/g, ' · ')
  return Object.assign(new UsageError(code, `${file}: ${line}`, hint), { cause: error })
}

/** What the project's code says of an error, and what its database said. */
const messageOf = ({ message, cause }: Error): string =>
  cause instanceof Error && !message.includes(cause.message) ? `${message}: ${cause.message}` : message
