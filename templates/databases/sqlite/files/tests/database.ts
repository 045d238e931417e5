import { createDb, type Db } from '#core/database/database.ts'

/** An empty database for one test file, in memory. */
export const createTestDb = (): Db => createDb('sqlite::memory:')
