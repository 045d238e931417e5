import type { Db } from '../core/database/database.ts'
import { modulesIn } from '../core/modules.ts'

type Seed = { [name in 'default' | 'seed']?: (db: Db) => Promise<void> }

/** The names of the seeds, in the order in which they run. */
export const listSeeds = (): string[] => [...modulesIn('seeds').keys()]

/** Runs every seed, each in a transaction of its own. */
export async function seedDatabase(db: Db): Promise<string[]> {
  for (const [name, load] of modulesIn('seeds')) {
    const { default: main, seed = main } = (await load()) as Seed
    if (!seed) throw new Error(`seeds/${name} exports no function: export default async (db: Db) => { … }`)
    await db
      .transaction()
      .execute(seed)
      .catch((cause: Error) => {
        throw new Error(`seeds/${name}: ${cause.message}`, { cause })
      })
  }
  return listSeeds()
}
