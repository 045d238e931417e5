import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type DefinedEvent, type Listener, loadListeners, within } from '#features/events/event.ts'
import { enqueue } from '#features/jobs/services.ts'
import { deliver } from './jobs.ts'

type Published<Schema extends z.ZodType<object>> = Listener<Schema> & { type: string }

/**
 * Tells who has a webhook for it of an event, each by a job of his own. All that the event holds is told.
 * @returns a listener, for the `listeners.ts` of a feature
 */
export function publish<Schema extends z.ZodType<object>>(event: DefinedEvent<Schema>): Published<Schema> {
  const type = event.name.replaceAll(':', '.')
  const listener = within(event, `webhooks:${event.name}`, async (trx, data) => {
    const message = { id: `msg_${randomUUID()}`, type, timestamp: new Date().toISOString(), data }
    const webhooks = await trx.selectFrom('webhooks').select(['id', 'events']).where('disabledAt', 'is', null).execute()
    for (const { id } of webhooks.filter(({ events }) => (events as string[]).includes(type))) {
      await enqueue(trx, deliver, { webhookId: id, message })
    }
  })
  return { ...listener, type }
}

/** The types of events that webhooks may be for. */
export async function publishedTypes(): Promise<string[]> {
  return (await loadListeners()).flatMap((listener) => ('type' in listener ? [String(listener.type)] : [])).toSorted()
}
