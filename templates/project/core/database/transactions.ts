import type { Db } from './database.ts'

/** Runs in the transaction that there is, or in one of its own: so services that need one can call each other. */
export const inTransaction = <Result>(db: Db, run: (trx: Db) => Promise<Result>): Promise<Result> =>
  db.isTransaction ? run(db) : db.transaction().execute(run)
