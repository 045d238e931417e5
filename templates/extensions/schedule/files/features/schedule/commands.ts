import { loadSchedules } from './schedule.ts'

/** What there is, and the next five times of each, as its time zone has them. */
export async function list(): Promise<string> {
  const lines = (await loadSchedules()).flatMap(({ name, pattern, cron, job }) => {
    const { timezone: timeZone } = cron.options
    const { format } = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'long' })
    return [`${name}  ${pattern}  ${job.name}`, ...cron.nextRuns(5).map((time) => `  ${format(time)}`)]
  })
  return lines.join('\n') || 'There are none'
}
