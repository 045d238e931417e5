import type { Db } from '#core/database/database.ts'
import { type Jobs, loadJobs } from '#features/jobs/job.ts'
import { finishJob, takeJobs } from '#features/jobs/services.ts'
import { perform } from '#features/jobs/worker.ts'
import { openResources, type Resources } from '../resources.ts'
import { parseSettings } from '../settings.ts'

/**
 * Does what is due, one after another, and what they enqueue; throws what one of them throws.
 * @param given what takes the place of the resources of tests
 * @param defined the jobs that there are, where not those of all features
 * @returns how many they were
 */
export async function runJobs(db: Db, given: Partial<Resources> = {}, defined?: Jobs): Promise<number> {
  const resources = { ...openResources(parseSettings({ NODE_ENV: 'test' })), ...given, db }
  const jobs = defined ?? (await loadJobs())
  for (let done = 0; ; done += 1) {
    const [job] = await takeJobs(db, [...jobs.keys()], 1, 60)
    if (!job) return done
    await perform(resources, jobs, job, new AbortController().signal)
    await finishJob(db, job)
  }
}
