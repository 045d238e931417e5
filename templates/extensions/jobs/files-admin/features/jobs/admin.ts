import { pageQuery } from '#core/database/pagination.ts'
import { resource } from '#features/admin/resource.ts'
import { Job } from './models.ts'
import { discardJobs, retryJobs } from './services.ts'

/** Jobs as the admin shows them: what is due, what runs, and what failed for good. */
export const jobsResource = resource('jobs', {
  read: Job.omit({ key: true, claim: true }),
  query: pageQuery('createdAt', 'runAt'),
  tabs: {
    queued: (rows) => rows.where('runAt', 'is not', null).where('claim', 'is', null),
    running: (rows) => rows.where('claim', 'is not', null),
    failed: (rows) => rows.where('runAt', 'is', null),
  },
  columns: ['runAt', 'attempts', 'error', 'createdAt'],
  actions: {
    retry: (db, id) => retryJobs(db, [id]),
    discard: (db, id) => discardJobs(db, [id]),
  },
})
