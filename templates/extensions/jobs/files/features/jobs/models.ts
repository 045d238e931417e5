import { z } from 'zod'
import { column, datetime, json, notBlank, text, uuid } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

/** What is to be done, or could not be. What is done is gone. */
export const Job = table('jobs', {
  name: z.string().min(1).max(100).check(notBlank),
  data: json(),
  /** Until it starts there is one of it, and an end of it: then a change would come too late for what runs. */
  key: z.string().min(1).max(255).check(notBlank).register(column, { unique: true }).nullable().default(null),
  /** When it may be taken. Who takes it moves that on, again and again while it runs. Without it, nobody ever does. */
  runAt: datetime().register(column, { index: true }).nullable().default(null),
  attempts: z.int().default(0),
  /** Whose it is: a worker that was given up on changes nothing any more. */
  claim: uuid().nullable().default(null),
  error: text().nullable().default(null),
  /** Of the request that gave cause for it. */
  requestId: z.string().min(1).max(64).check(notBlank).nullable().default(null),
})
export type Job = z.output<typeof Job>

declare module '#core/database/database.ts' {
  interface Database {
    jobs: TableOf<typeof Job>
  }
}
