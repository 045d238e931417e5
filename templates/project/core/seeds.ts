import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Db } from './database.ts'

type Seed = (db: Db) => Promise<void>

const folder = path.join(import.meta.dirname, '../seeds')
const extension = path.extname(import.meta.filename)

/** The names of the seeds, in the order in which they run. */
export function listSeeds(): string[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(extension)) : []
  return files.map((file) => path.basename(file, extension)).toSorted()
}

/** Runs every seed, each in a transaction of its own. */
export async function seedDatabase(db: Db): Promise<string[]> {
  const names = listSeeds()
  for (const name of names) {
    const file = pathToFileURL(path.join(folder, name + extension)).href
    const { default: main, seed = main } = (await import(file)) as { default?: Seed; seed?: Seed }
    if (!seed) throw new Error(`seeds/${name} exports no function: export default async (db: Db) => { … }`)
    await db
      .transaction()
      .execute(seed)
      .catch((cause: Error) => {
        throw new Error(`seeds/${name}: ${cause.message}`, { cause })
      })
  }
  return names
}
