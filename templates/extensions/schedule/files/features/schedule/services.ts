import type { z } from 'zod'
import type { Db } from '#core/database/database.ts'
import { ConflictError } from '#core/errors.ts'
<%~ slot('jobs.imports') %>
import { enqueue } from '#features/jobs/services.ts'
import { ScheduleEntry } from './models.ts'
import type { Schedule } from './schedule.ts'

const Noted = ScheduleEntry.pick({ name: true, pattern: true, nextAt: true })

/**
 * Enqueues the jobs of what is due. Whoever moves a time on is the one to do so, and both are committed together: so there is
 * one job of it, however many look at once, and one where several times were missed.
 * @returns the names of those schedules
 */
export async function enqueueDue(db: Db, schedules: Schedule[], now = new Date()): Promise<string[]> {
  const entries = await db.selectFrom('schedule').select(Noted.keyof().options).execute()
  const enqueued: string[] = []
  for (const { name, pattern, cron, job, data } of schedules) {
    const entry = entries.find((one) => one.name === name)
    const nextAt = cron.nextRun(now)?.toISOString() ?? null
    if (!entry) {
      await createEntry(db, { name, pattern, nextAt })
    } else if (entry.pattern !== pattern) {
      await db.updateTable('schedule').set({ pattern, nextAt }).where('name', '=', name).execute()
    } else if (entry.nextAt !== null && entry.nextAt <= now.toISOString()) {
      const due = entry.nextAt
      await db.transaction().execute(async (trx) => {
        const moving = trx.updateTable('schedule').set({ nextAt }).where('name', '=', name).where('nextAt', '=', due)
        if ((await moving.executeTakeFirstOrThrow()).numUpdatedRows === 0n) return
        await enqueue(trx, job, data)
        enqueued.push(name)
      })
    }
  }
  return enqueued
}

/** Notes when a new schedule is due, unless another process was faster. */
async function createEntry(db: Db, entry: z.output<typeof Noted>): Promise<void> {
  const creating = db.insertInto('schedule').values({
    <%~ slot('jobs.id') %>
    ...entry })
  await creating.execute().catch((error) => {
    if (!(error instanceof ConflictError)) throw error
  })
}
