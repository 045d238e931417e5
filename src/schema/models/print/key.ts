import { snakeCase } from '../snake-case.ts'
import type { PrintEngine } from './engines.ts'

/** What a model calls a column, or the interface of a database a table: the name from which Kysely gets the other. */
export function keyOf(name: string): string {
  const camel = camelCase(name)
  return snakeCase(camel) === name ? camel : name.toLowerCase()
}

/** Whether rows come back with the key: `createdAt` of a database does not, `created_at` does. */
export const comesBack = (name: string): boolean => camelCase(name) === keyOf(name)

/**
 * Whether a model can name it: SQLite takes only letters of ASCII for the same in both cases, PostgreSQL none.
 * @param key what spellings of such a name have in common
 */
export const hasKey = (name: string, key: PrintEngine['nameKey']): boolean => key(snakeCase(keyOf(name))) === key(name)

/** A name as Kysely's CamelCasePlugin gives it back from the database: `unit_price`, `unitPrice`. */
function camelCase(name: string): string {
  const raised = name.replaceAll(/(?<=_)[^_]/gsu, (letter) => letter.toUpperCase())
  return raised.charAt(0) + raised.slice(1).replaceAll('_', '')
}
