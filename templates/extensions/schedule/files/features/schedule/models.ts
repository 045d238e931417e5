import { z } from 'zod'
import { column, datetime, notBlank } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

/** When a schedule is due next. */
export const ScheduleEntry = table('schedule', {
  name: z.string().min(1).max(100).check(notBlank).register(column, { unique: true }),
  /** Of which that follows: another one makes another time. */
  pattern: z.string().min(1).max(200).check(notBlank),
  /** Who moves it on has the job done. */
  nextAt: datetime().nullable().default(null),
})
export type ScheduleEntry = z.output<typeof ScheduleEntry>

declare module '#core/database/database.ts' {
  interface Database {
    schedule: TableOf<typeof ScheduleEntry>
  }
}
