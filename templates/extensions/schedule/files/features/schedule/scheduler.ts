import { setTimeout as sleep } from 'node:timers/promises'
import type { Resources } from '../../resources.ts'
import type { Schedule } from './schedule.ts'
import { enqueueDue } from './services.ts'

/** Looks each second for what is due, until it is stopped. Every worker does. */
export function startSchedules({ db, logger }: Resources, schedules: Schedule[]): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping

  async function loop(): Promise<void> {
    let answered = true
    while (!signal.aborted) {
      try {
        for (const name of await enqueueDue(db, schedules)) logger.info({ schedule: name }, 'enqueued by schedule')
        answered = true
      } catch (err) {
        if (answered) logger.warn({ err }, 'schedules cannot be looked at, which is tried until it works')
        answered = false
      }
      await sleep(1_000, undefined, { signal }).catch(() => {})
    }
  }
  const looped = schedules.length > 0 ? loop() : Promise.resolve()

  return {
    async stop() {
      stopping.abort()
      await looped
    },
  }
}
