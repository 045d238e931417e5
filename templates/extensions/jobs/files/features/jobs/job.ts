import type { z } from 'zod'
import type { Id } from '#core/database/id.ts'
import { StartError } from '#core/errors.ts'
import { loadFromFeatures } from '#core/modules.ts'
import type { Resources } from '../../resources.ts'

/** One attempt to do a job. */
export type Attempt = {
  /** Of the job: the same at each attempt, and so what makes its effects known to others as one. */
  id: Id
  /** The first is 1. */
  attempt: number
  /** Aborted when the worker stops and can wait no longer, or when the job is another worker's by now. */
  signal: AbortSignal
}

export type DefinedJob<Schema extends z.ZodType<object> = z.ZodType<any>> = {
  name: string
  schema: Schema
  run: (resources: Resources, data: z.output<Schema>, attempt: Attempt) => Promise<unknown>
  /** How often it is tried, in all. */
  attempts: number
  /** After how many seconds it is tried again, the first time; each time four times as long, up to eight hours. */
  backoff: number
}

/**
 * A kind of job. It may run twice, and so has to bear that.
 * @param name stays as it is: jobs that wait are found by it
 */
export const defineJob = <Schema extends z.ZodType<object>>(
  name: string,
  schema: Schema,
  run: DefinedJob<Schema>['run'],
  options: Partial<Pick<DefinedJob, 'attempts' | 'backoff'>> = {},
): DefinedJob<Schema> => ({ name, schema, run, attempts: 8, backoff: 2, ...options })

export type Jobs = ReadonlyMap<string, DefinedJob>

/** The files of a feature that define jobs. */
const files = ['jobs',
  <%~ slot('jobs.files') %>
]

/** What those of each feature define, by name. */
export async function loadJobs(): Promise<Jobs> {
  const jobs = new Map<string, DefinedJob>()
  for (const file of files) {
    for (const [feature, exported] of await loadFromFeatures(file)) {
      for (const job of Object.values(exported ?? {}).filter(isJob)) {
        if (jobs.has(job.name)) throw new StartError(`features/${feature}/${file}.ts: there is another job ${job.name}`)
        jobs.set(job.name, job)
      }
    }
  }
  return jobs
}

const isJob = (value: any): value is DefinedJob => typeof value?.run === 'function' && 'schema' in value
