import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../errors.ts'

/**
 * A module of the project's own dependencies.
 * @param database for which a project has it
 * @throws UsageError where it is not installed
 */
export async function loadOwn<Module>(name: string, database: string): Promise<Module> {
  try {
    const file = createRequire(path.resolve('package.json')).resolve(name)
    const module = (await import(pathToFileURL(file).href)) as { default?: object }
    return { ...module.default, ...module } as Module
  } catch (error) {
    throw new UsageError(
      'NOT_INSTALLED',
      `\`${name}\` is not installed here: ${(error as Error).message.split('\n', 1)[0]}.`,
      `A project on ${database} has it: run this in one, or install it.`,
    )
  }
}

/** As it may be shown. */
export const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:…@')
