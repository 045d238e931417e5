import { builtinModules } from 'node:module'
import { UsageError } from '../errors.ts'
import { isDevice, objectKeys, reservedWords } from './reserved.ts'

const longest = 60
const shape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/**
 * Checks the name of a new project: it becomes a folder, an npm package and a database file.
 * @param dependencies the packages that the project depends on: npm does not let it bear the name of one
 * @throws UsageError with the reason and, where there is one, a name that would do
 */
export function checkProjectName(name: string, dependencies: readonly string[] = []): void {
  const reason = refusal(name, dependencies)
  if (reason === undefined) return
  const better = toProjectName(name)
  throw new UsageError(
    'NAME_INVALID',
    `\`${name}\` cannot be the name of a project: ${reason}.`,
    better !== name && refusal(better, dependencies) === undefined
      ? `\`${better}\` would do.`
      : 'A name is lowercase letters, digits and single hyphens, and starts with a letter: `my-shop`.',
  )
}

function refusal(name: string, dependencies: readonly string[]): string | undefined {
  if (name === '') return 'it is empty'
  if (name.length > longest) return `it is longer than ${longest} characters`
  if (isDevice(name.toLowerCase().replace(/\..*$/, ''))) return 'Windows keeps it for a device'
  if (!shape.test(name)) return 'only lowercase letters, digits and single hyphens are allowed, and a letter first'
  if (reservedWords.has(name) || objectKeys.has(name)) return 'it is a reserved word'
  if (builtinModules.includes(name)) return 'it is a module of Node.js'
  if (dependencies.includes(name) || name === 'paxx') return 'the project depends on a package of that name'
  return undefined
}

/** What a name would be as one that is allowed: `My Shop` → `my-shop`. */
const toProjectName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
