import { Cron } from 'croner'
import type { z } from 'zod'
import { StartError } from '#core/errors.ts'
import { loadFromFeatures } from '#core/modules.ts'
import type { DefinedJob } from '#features/jobs/job.ts'

export type Schedule<Schema extends z.ZodType<object> = z.ZodType<any>> = {
  name: string
  /** With its time zone. */
  pattern: string
  cron: Cron
  job: DefinedJob<Schema>
  data: z.input<Schema>
}

/**
 * Has a job done at certain times: `30 2 * * *` is each night at half past two, as the time zone has it. A time that clocks
 * skip in spring is due when they do, and one that comes twice in autumn is due once.
 * @param name stays as it is: when it is due next is found by it
 */
export const schedule = <Schema extends z.ZodType<object>>(
  name: string,
  pattern: string,
  job: DefinedJob<Schema>,
  data: z.input<Schema>,
  { timezone = 'UTC' } = {},
): Schedule<Schema> => ({
  name,
  pattern: `${pattern} ${timezone}`,
  cron: readPattern(name, pattern, timezone),
  job,
  data,
})

function readPattern(name: string, pattern: string, timezone: string): Cron {
  try {
    const cron = new Cron(pattern, { timezone, paused: true })
    // Only now is the time zone looked at.
    cron.nextRun()
    return cron
  } catch (cause) {
    throw new StartError(`The schedule ${name} is none: ${(cause as Error).message}`, { cause })
  }
}

/** What the `schedule.ts` of each feature exports. */
export async function loadSchedules(): Promise<Schedule[]> {
  const schedules = new Map<string, Schedule>()
  for (const [feature, exported] of await loadFromFeatures('schedule')) {
    for (const found of Object.values(exported ?? {}).filter(isSchedule)) {
      if (schedules.has(found.name)) {
        throw new StartError(`features/${feature}/schedule.ts: there is another schedule ${found.name}`)
      }
      schedules.set(found.name, found)
    }
  }
  return [...schedules.values()]
}

const isSchedule = (value: any): value is Schedule => value?.cron instanceof Cron
