import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Database } from '#core/database/database.ts'
import { loadFromFeatures } from '#core/modules.ts'
import { type DefinedJob, defineJob } from '#features/jobs/job.ts'
import { enqueue } from '#features/jobs/services.ts'

type Trx = Transaction<Database>

export type DefinedEvent<Schema extends z.ZodType<object> = z.ZodType<any>> = { name: string; schema: Schema }
/** Has a job of its own, which fails and is tried again without the others. */
type Job<Schema extends z.ZodType<object>> = DefinedJob<Schema> & { event: DefinedEvent<Schema> }
/** Runs in the transaction of what happened. */
type Within<Schema extends z.ZodType<object>> = {
  name: string
  event: DefinedEvent<Schema>
  within: (trx: Trx, data: z.output<Schema>) => Promise<unknown>
}
export type Listener<Schema extends z.ZodType<object> = z.ZodType<any>> = Job<Schema> | Within<Schema>

/**
 * What may happen. Whoever tells of it has it in its `events.ts`, and others listen to it in their `listeners.ts`.
 * @param name stays as it is
 */
export const defineEvent = <Schema extends z.ZodType<object>>(name: string, schema: Schema): DefinedEvent<Schema> => ({
  name,
  schema,
})

/**
 * Listens by a job, once what happened is committed. It may run twice, and so has to bear that.
 * @param name stays as it is: jobs that wait are found by it
 */
export const on = <Schema extends z.ZodType<object>>(
  event: DefinedEvent<Schema>,
  name: string,
  run: DefinedJob<Schema>['run'],
  options?: Parameters<typeof defineJob>[3],
): Job<Schema> => ({ ...defineJob(name, event.schema, run, options), event })

/** Listens at once, for what has to be true together: where it fails, nothing has happened. */
export const within = <Schema extends z.ZodType<object>>(
  event: DefinedEvent<Schema>,
  name: string,
  run: Within<Schema>['within'],
): Within<Schema> => ({ name, event, within: run })

/** Tells all who listen of what happens in a transaction: with its end, or not at all. In which order they hear of it is nobody's promise. */
export async function emit<Schema extends z.ZodType<object>>(
  trx: Trx,
  event: DefinedEvent<Schema>,
  data: z.input<Schema>,
): Promise<void> {
  const parsed = event.schema.parse(data)
  for (const listener of await loadListeners()) {
    if (listener.event.name !== event.name) continue
    if ('within' in listener) await listener.within(trx, parsed)
    else await enqueue(trx, listener, data)
  }
}

let loading: Promise<Listener[]> | undefined

/** What the `listeners.ts` of each feature exports, loaded once. */
export async function loadListeners(): Promise<Listener[]> {
  loading ??= loadFromFeatures('listeners').then((features) => {
    return features.flatMap(([, exported]) => Object.values(exported ?? {}).filter(isListener))
  })
  return await loading
}

const isListener = (value: any): value is Listener => typeof value?.event?.name === 'string'
