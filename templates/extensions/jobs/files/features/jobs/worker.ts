import { setTimeout as sleep } from 'node:timers/promises'
import { UnavailableError, UnrecoverableError } from '#core/errors.ts'
import { currentRequest } from '#core/logging.ts'
import type { Resources } from '../../resources.ts'
import type { Jobs } from './job.ts'
import { failJob, finishJob, keepJob, returnJob, type Taken, takeJobs } from './services.ts'

/** Does jobs, so many at once, until it is stopped. */
export function startWorker(resources: Resources, jobs: Jobs) {
  const { db, logger, settings } = resources
  const running = new Map<Taken, { lost: AbortController; ended: Promise<void> }>()
  const state = { stopping: false, answered: true }
  let wake = () => {}

  async function take(most: number): Promise<Taken[]> {
    if (most === 0) return []
    try {
      const taken = await takeJobs(db, [...jobs.keys()], most, settings.JOBS_LEASE)
      state.answered = true
      return taken
    } catch (err) {
      if (state.answered) logger.warn({ err }, 'no jobs can be taken, which is tried until it works')
      state.answered = false
      return []
    }
  }

  async function work(job: Taken, lost: AbortController): Promise<void> {
    const keep = async () => {
      // Where the database does not answer, it may be ours still: the next time tells.
      const kept = await keepJob(db, job, settings.JOBS_LEASE).catch(() => true)
      if (!kept) lost.abort(new Error('The job is another worker’s'))
    }
    const heartbeat = setInterval(keep, (settings.JOBS_LEASE * 1_000) / 3)
    const write = await attempt(resources, jobs, job, lost.signal)
    // What is not written down would be done again.
    while (!lost.signal.aborted) {
      const err = await write().catch((thrown: unknown) => thrown)
      if (err) logger.warn({ err, jobId: job.id }, 'how a job went cannot be noted')
      if (!(err instanceof UnavailableError)) break
      await sleep(1_000)
    }
    clearInterval(heartbeat)
  }

  function start(job: Taken): void {
    const lost = new AbortController()
    const ended = inRequest(job, () => work(job, lost)).finally(() => {
      running.delete(job)
      wake()
    })
    running.set(job, { lost, ended })
  }

  async function loop(): Promise<void> {
    while (!state.stopping) {
      const free = settings.JOBS_AT_ONCE - running.size
      const taken = await take(free)
      taken.forEach(start)
      // There may be more.
      if (free > 0 && taken.length === free) continue
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      // Workers that were started together do not go on asking together.
      const timer = setTimeout(resolve, 900 + Math.random() * 200)
      await promise
      clearTimeout(timer)
    }
  }
  const looped = loop()

  return {
    isReady: () => state.answered && !state.stopping,

    /** Takes nothing more. What runs has SHUTDOWN_TIMEOUT seconds to end, and is given back after them. */
    async stop(): Promise<void> {
      state.stopping = true
      wake()
      const finished = looped.then(() => Promise.all([...running.values()].map(({ ended }) => ended)))
      await Promise.race([finished, sleep(settings.SHUTDOWN_TIMEOUT * 1_000, undefined, { ref: false })])
      for (const [job, { lost }] of running) {
        lost.abort(new Error('The worker stops'))
        await returnJob(db, job).catch((err: unknown) => logger.warn({ err, jobId: job.id }, 'a job cannot be given back'))
      }
    },
  }
}

/** What is logged, and enqueued, carries the id of the request that gave cause for the job. */
const inRequest = ({ requestId }: Taken, run: () => Promise<void>) =>
  requestId === null ? run() : currentRequest.run({ requestId }, run)

/** Eight hours, in seconds. Longer nothing waits to be tried again. */
const longest = 28_800

/** Attempts a job; gives what writes down how that went. */
async function attempt(resources: Resources, jobs: Jobs, job: Taken, signal: AbortSignal) {
  const { attempts, backoff } = jobs.get(job.name)!
  const logger = resources.logger.child({ job: job.name, jobId: job.id, attempt: job.attempts })
  try {
    if (job.attempts > attempts) throw new Error('Each attempt ended its worker')
    await perform({ ...resources, logger }, jobs, job, signal)
    logger.info('job done')
    return () => finishJob(resources.db, job)
  } catch (err) {
    const again = job.attempts < attempts && !(err instanceof UnrecoverableError)
    logger[again ? 'warn' : 'error']({ err }, again ? 'job failed, and is tried again' : 'job failed for good')
    const seconds = Math.min(backoff * 4 ** (job.attempts - 1), longest) * (0.8 + Math.random() * 0.4)
    return () => failJob(resources.db, job, String((err as Error | null)?.message ?? err), again ? seconds : undefined)
  }
}

/** Does a job, once. */
export async function perform(resources: Resources, jobs: Jobs, job: Taken, signal: AbortSignal): Promise<void> {
  const { run, schema } = jobs.get(job.name)!
  await run(resources, await schema.parseAsync(job.data), { id: job.id, attempt: job.attempts, signal })
}
