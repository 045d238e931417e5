import { hash } from './hash.ts'

/** A migration's file, by its name and its text. */
export interface MigrationText {
  readonly name: string
  readonly text: string
}

/**
 * What all migrations up to each one are known by: another key stands for another text, order or environment. There is
 * none from the first on whose text does not say all that it does.
 * @param environment what stands for all that they run in
 */
export function keysOf(migrations: readonly MigrationText[], environment: string): string[] {
  const keys: string[] = []
  let key = environment
  for (const { name, text } of migrations) {
    if (!isSelfContained(text)) break
    key = hash([key, name, text])
    keys.push(key)
  }
  return keys
}

const kyselyImport = /^\s*import\b[^;'"`]*?\bfrom\s*(['"])kysely(?:\/[\w/-]+)?\1/gm
const reachesOut = /\b(?:import|export\b[^;'"`]*\bfrom|require|process|globalThis|eval|Function|fetch)\b/

/** Whether a migration needs nothing but Kysely. One that only seems to need more is run again each time. */
export const isSelfContained = (text: string): boolean => !reachesOut.test(text.replaceAll(kyselyImport, ''))
