// In a project with jobs.
import { loadJobs } from '#features/jobs/job.ts'
import { enqueue } from '#features/jobs/services.ts'
import { startWorker } from '#features/jobs/worker.ts'
import { report } from './measure.mjs'
import { closeResources, openResources } from './resources.ts'
import { loadSettings } from './settings.ts'

const resources = openResources({ ...loadSettings(), LOG_LEVEL: 'silent' })
const { db } = resources
const jobs = await loadJobs()
await db.transaction().execute(async (trx) => {
  for (let n = 0; n < Number(process.env.COUNT); n++) await enqueue(trx, jobs.get('kinds:0'), {})
})
let worker
await report(
  () => (worker = startWorker(resources, jobs)),
  async () => (await db.selectFrom('jobs').select('id').limit(1).execute()).length === 0,
)
await worker.stop()
await closeResources(resources)
