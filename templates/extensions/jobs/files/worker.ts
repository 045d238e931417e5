import { StartError } from '#core/errors.ts'
import { listen, stopOnExit } from '#core/http/server.ts'
import { loadJobs } from '#features/jobs/job.ts'
import { startWorker } from '#features/jobs/worker.ts'
<%~ slot('worker.imports') %>
import { closeResources, openResources } from './resources.ts'
import { loadSettings } from './settings.ts'

try {
  const settings = loadSettings()
  const jobs = await loadJobs()
  <%~ slot('worker.startup') %>
  const resources = openResources(settings)
  const answer = ({ url }: Request) => new Response(null, { status: url.endsWith('/ready') && !worker.isReady() ? 503 : 200 })
  const server = settings.WORKER_PORT && (await listen(answer, settings.WORKER_PORT, settings.HOST))
  const worker = startWorker(resources, jobs)
  <%~ slot('worker.started') %>
  resources.logger.info({ jobs: [...jobs.keys()] }, 'working')

  stopOnExit(resources.logger, async () => {
    <%~ slot('worker.stopping') %>
    await worker.stop()
    if (server) server.close()
    await closeResources(resources)
    resources.logger.info('stopped')
  })
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exitCode = 1
}
