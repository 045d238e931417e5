import { sql } from 'kysely'
import type { Db } from '#core/database/database.ts'
import type { Id } from '#core/database/id.ts'
<%~ slot('jobs.imports') %>
import { ConflictError, NotFoundError, ValidationError } from '#core/errors.ts'
import { retryJobs } from '#features/jobs/services.ts'
import { deliver } from './jobs.ts'
import { checkUrl, type Reach } from './post.ts'
import { type WebhookCreate, WebhookRead, type WebhookSecret, type WebhookUpdate } from './schemas.ts'
import { newSecret } from './signature.ts'
import { publishedTypes } from './webhook.ts'

/** Each of them is a job for each event. */
export const mostWebhooks = 100

const read = (db: Db) => db.selectFrom('webhooks').select(WebhookRead.keyof().options).$narrowType<{ events: string[] }>()

export async function listWebhooks(db: Db): Promise<WebhookRead[]> {
  return await read(db).orderBy('createdAt').limit(mostWebhooks).execute()
}

export async function getWebhook(db: Db, id: Id): Promise<WebhookRead> {
  const found = await read(db).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFoundError('Webhook', id)
  return found
}

export async function createWebhook(db: Db, reach: Reach, { url, events }: WebhookCreate): Promise<WebhookSecret> {
  await checkTarget(reach, { url, events })
  if ((await listWebhooks(db)).length === mostWebhooks) throw new ConflictError(`There are ${mostWebhooks} already`)
  const secret = newSecret()
  await db
    .insertInto('webhooks')
    .values({
      <%~ slot('jobs.id') %>
      url, events, secret })
    .execute()
  return await db.selectFrom('webhooks').select(['id', 'secret']).where('secret', '=', secret).executeTakeFirstOrThrow()
}

/** Changes a webhook. One that is enabled again begins anew. */
export async function updateWebhook(db: Db, reach: Reach, id: Id, { disabled, ...changes }: WebhookUpdate): Promise<WebhookRead> {
  await checkTarget(reach, changes)
  const updatedAt = new Date().toISOString()
  const state = disabled === undefined ? {} : { disabledAt: disabled ? updatedAt : null, failingSince: null }
  await db
    .updateTable('webhooks')
    .set({ ...changes, ...state, updatedAt })
    .where('id', '=', id)
    .execute()
  return await getWebhook(db, id)
}

/** Gives a webhook another secret. What is sent for a day is signed by both. */
export async function rotateSecret(db: Db, id: Id): Promise<WebhookSecret> {
  await getWebhook(db, id)
  const [secret, rotatedAt] = [newSecret(), new Date().toISOString()]
  // In this order: MySQL sets one after the other.
  const changes = { previousSecret: sql<string>`secret`, secret, rotatedAt }
  await db.updateTable('webhooks').set(changes).where('id', '=', id).execute()
  return { id, secret }
}

export async function deleteWebhook(db: Db, id: Id): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('webhooks').where('id', '=', id).executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw new NotFoundError('Webhook', id)
}

/** Sends again what could not be delivered, a thousand messages at a time; says how many those are. */
export async function resend(db: Db, id: Id): Promise<number> {
  await getWebhook(db, id)
  <%~ slot('webhooks.of') or %>
  const isOfIt = sql<boolean>`data ->> 'webhookId' = ${id}`
  <%~ end %>
  const failed = db.selectFrom('jobs').select('id').where('name', '=', deliver.name).where('runAt', 'is', null).where(isOfIt)
  const ids = (await failed.limit(1_000).execute()).map((job) => job.id)
  return ids.length > 0 ? Number(await retryJobs(db, ids)) : 0
}

async function checkTarget(reach: Reach, { url, events = [] }: Partial<WebhookCreate>): Promise<void> {
  if (url) checkUrl(url, reach)
  const types = await publishedTypes()
  if (events.every((type) => types.includes(type))) return
  const message = `expected some of ${types.join(', ') || 'none: no listener publishes any'}`
  throw new ValidationError([{ path: 'events', message }], `Of these events nobody is told: ${message}`)
}
