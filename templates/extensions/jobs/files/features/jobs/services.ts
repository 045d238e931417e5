import { randomUUID } from 'node:crypto'
import { sql, type UpdateObject } from 'kysely'
import type { z } from 'zod'
import type { Database, Db } from '#core/database/database.ts'
import type { Id } from '#core/database/id.ts'
<%~ slot('jobs.imports') %>
import { currentRequest } from '#core/logging.ts'
import type { DefinedJob } from './job.ts'
import { Job } from './models.ts'

/** So many seconds from now, by the clock of the database: those of workers need not agree. */
<%~ slot('jobs.clock') %>

export type EnqueueOptions = {
  /** Until it starts, there is one job of this name and key. */
  key?: string
  /** Not before then. */
  at?: Date
  /** It goes before others that have been due for less than so many seconds. Nothing to one with an `at`. */
  priority?: number
}

/** Has a job done, soon and elsewhere. In a transaction, it is there once that is committed, and never otherwise. */
export async function enqueue<Schema extends z.ZodType<object>>(
  db: Db,
  { name, schema }: DefinedJob<Schema>,
  data: z.input<Schema>,
  { key: given, at, priority = 0 }: EnqueueOptions = {},
): Promise<void> {
  schema.parse(data)
  const key = given === undefined ? null : `${name} ${given}`
  await db
    .insertInto('jobs')
    .values({
      <%~ slot('jobs.id') %>
      name,
      // As it was given: once more it is parsed by who does the job.
      data: data as Job['data'],
      key,
      runAt: at?.toISOString() ?? after(-priority),
      requestId: currentRequest.getStore()?.requestId ?? null,
    })
    // An update that changes nothing keeps workers away until this transaction ends: what starts then sees all of it.
    <%~ slot('jobs.once') %>
    .execute()
}

const Due = Job.pick({ id: true, name: true, data: true, attempts: true, requestId: true })
/** A job that a worker has. */
export type Taken = z.output<typeof Due> & { claim: string }

/** Takes jobs that are due, for so many seconds: who does not say by then that they run has died, and they are due again. */
export async function takeJobs(db: Db, names: string[], most: number, lease: number): Promise<Taken[]> {
  if (names.length === 0) return []
  return await db.transaction().execute(async (trx) => {
    const due = await trx
      .selectFrom('jobs')
      .select(Due.keyof().options)
      .where('runAt', '<=', after(0))
      .where('name', 'in', names)
      .orderBy('runAt')
      .limit(most)
      <%~ slot('jobs.lock') %>
      .execute()
    if (due.length === 0) return []
    const claim = randomUUID()
    await trx
      .updateTable('jobs')
      // Counted now, for it may end its worker.
      .set({ claim, key: null, runAt: after(lease), attempts: sql<number>`attempts + 1` })
      .where('id', 'in', due.map(({ id }) => id))
      .execute()
    return due.map((job) => ({ ...job, attempts: job.attempts + 1, claim }))
  })
}

const update = (db: Db, { id, claim }: Taken, changes: UpdateObject<Database, 'jobs'>) =>
  db.updateTable('jobs').set(changes).where('id', '=', id).where('claim', '=', claim).executeTakeFirstOrThrow()

/** Says that a job runs; whether it is still this worker's. */
export async function keepJob(db: Db, job: Taken, lease: number): Promise<boolean> {
  return (await update(db, job, { runAt: after(lease) })).numUpdatedRows > 0n
}

export async function finishJob(db: Db, { id, claim }: Taken): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).where('claim', '=', claim).execute()
}

/** Puts a job off by so many seconds, or for good. */
export async function failJob(db: Db, job: Taken, error: string, seconds?: number): Promise<void> {
  const runAt = seconds === undefined ? null : after(seconds)
  const text = error.slice(0, 2_000).replaceAll('\0', '').toWellFormed()
  await update(db, job, { claim: null, error: text, runAt, updatedAt: after(0) })
}

/** Puts a job back as if nobody had taken it. */
export async function returnJob(db: Db, job: Taken): Promise<void> {
  await update(db, job, { claim: null, attempts: job.attempts - 1, runAt: after(0) })
}

const shown = Job.omit({ data: true, key: true, createdAt: true }).keyof().options

/** Those that wait or run, in the order in which they are due. */
export async function listJobs(db: Db, most: number) {
  return await db.selectFrom('jobs').select(shown).where('runAt', 'is not', null).orderBy('runAt').limit(most).execute()
}

/** Those that failed for good, the last one first. */
export async function listFailedJobs(db: Db, most: number) {
  const failed = db.selectFrom('jobs').select(shown).where('runAt', 'is', null)
  return await failed.orderBy('updatedAt', 'desc').limit(most).execute()
}

/** Has jobs that nobody has done as if they were new; all that failed for good, where none is named. */
export async function retryJobs(db: Db, ids: Id[]): Promise<bigint> {
  const free = db.updateTable('jobs').set({ runAt: after(0), attempts: 0, error: null }).where('claim', 'is', null)
  const chosen = ids.length > 0 ? free.where('id', 'in', ids) : free.where('runAt', 'is', null)
  return (await chosen.executeTakeFirstOrThrow()).numUpdatedRows
}

/** Deletes jobs; all that failed for good, where none is named. */
export async function discardJobs(db: Db, ids: Id[]): Promise<bigint> {
  const jobs = db.deleteFrom('jobs')
  const chosen = ids.length > 0 ? jobs.where('id', 'in', ids) : jobs.where('runAt', 'is', null)
  return (await chosen.executeTakeFirstOrThrow()).numDeletedRows
}
