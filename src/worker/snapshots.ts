import type { Schema, Table } from '../schema/schema.ts'
import { readStored, store, storedNames } from './store.ts'

/** A database that some migrations have built, the first ones. */
export interface Snapshot {
  readonly count: number
  readonly content: Uint8Array
}

/**
 * The schema that migrations have built before, if it has been kept.
 * @param keys of all of them: see `keysOf`
 */
export const readKeptSchema = (keys: readonly string[]): Schema | undefined => readJson(`${keys.at(-1)!}.json`)

export const keepSchema = (keys: readonly string[], schema: Schema): void => storeJson(`${keys.at(-1)!}.json`, schema)

/** The database that as many of the migrations as may be have built before. */
export function readLatestSnapshot(keys: readonly string[]): Snapshot | undefined {
  const names = storedNames()
  for (let count = keys.length; count > 0; count--) {
    const name = databaseName(keys[count - 1]!)
    const content = names.has(name) ? readStored(name) : undefined
    if (content) return { count, content }
  }
  return undefined
}

export function keepSnapshot(keys: readonly string[], content: Uint8Array | undefined): void {
  if (content) store(databaseName(keys.at(-1)!), content)
}

const databaseName = (key: string): string => `${key}.db`

/** Tables that have been built before, by the SQL that builds them. */
export const readKeptTables = (key: string): readonly (readonly [string, Table])[] => readJson(tablesName(key)) ?? []

export const keepTables = (key: string, tables: ReadonlyMap<string, Table>): void =>
  storeJson(tablesName(key), [...tables])

const tablesName = (key: string): string => `${key}-tables.json`

/** Sources without their types, by what stands for the text that they had with them. */
export const readKeptSources = (key: string): readonly (readonly [string, string])[] => readJson(sourcesName(key)) ?? []

export const keepSources = (key: string, sources: readonly (readonly [string, string])[]): void =>
  storeJson(sourcesName(key), sources)

const sourcesName = (key: string): string => `${key}-sources.json`

function readJson<Value>(name: string): Value | undefined {
  const content = readStored(name)
  return content && (JSON.parse(content.toString()) as Value)
}

const storeJson = (name: string, value: unknown): void => store(name, Buffer.from(JSON.stringify(value)))
