import type { UpdateObject } from 'kysely'
import { z } from 'zod'
import type { Database, Db } from '#core/database/database.ts'
import { Id } from '#core/database/id.ts'
import { UnrecoverableError } from '#core/errors.ts'
import { defineJob } from '#features/jobs/job.ts'
import { Webhook } from './models.ts'
import { post } from './post.ts'
import { sign } from './signature.ts'

const Message = z.object({ id: z.string(), type: z.string(), timestamp: z.string(), data: z.unknown() })
/** In bytes. */
const largest = 262_144

/** Sends a message to who is to be told, for three days, until it is answered that it was taken. */
export const deliver = defineJob(
  'webhooks:deliver',
  z.object({ webhookId: Id, message: Message }),
  async ({ db, logger, settings }, { webhookId, message: { id, ...message } }, { signal }) => {
    const webhook = await findWebhook(db, webhookId)
    // Whoever deleted it wants to hear no more.
    if (!webhook) return
    if (webhook.disabledAt) throw new UnrecoverableError(`The webhook ${webhookId} is disabled`)
    const body = JSON.stringify(message)
    if (Buffer.byteLength(body) > largest) throw new UnrecoverableError(`The message is larger than ${largest} bytes`)

    try {
      const headers = { 'Content-Type': 'application/json', 'User-Agent': '<%= name %>', ...sign(secretsOf(webhook), id, body) }
      const { status, text } = await post(webhook.url, { headers, body, signal }, settings)
      if (status === 410) throw new UnrecoverableError(`The webhook ${webhookId} is answered that it is gone`)
      if (status < 200 || status > 299) throw new Error(`The webhook ${webhookId} is answered ${status}: ${text}`)
    } catch (error) {
      if (!signal.aborted) await noteFailure(db, webhook, error instanceof UnrecoverableError)
      throw error
    }
    if (webhook.failingSince) await update(db, webhookId, { failingSince: null })
    logger.info({ webhookId, messageId: id }, 'webhook delivered')
  },
  { attempts: 16, backoff: 5 },
)

const Target = Webhook.omit({ events: true, createdAt: true, updatedAt: true })
type Target = z.output<typeof Target>

const findWebhook = async (db: Db, id: Id): Promise<Target | undefined> =>
  await db.selectFrom('webhooks').select(Target.keyof().options).where('id', '=', id).executeTakeFirst()

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

/** Those that the other side may know it by: for a day, the one before as well. */
function secretsOf({ secret, previousSecret, rotatedAt }: Target): string[] {
  return previousSecret && rotatedAt && rotatedAt > daysAgo(1) ? [secret, previousSecret] : [secret]
}

/** Where it is gone, or nothing but failed for three days, nothing more is sent to it. */
async function noteFailure(db: Db, { id, failingSince }: Target, isGone: boolean): Promise<void> {
  const now = daysAgo(0)
  const isOver = isGone || (failingSince ?? now) < daysAgo(3)
  await update(db, id, { failingSince: failingSince ?? now, ...(isOver && { disabledAt: now }) })
}

const update = async (db: Db, id: Id, changes: UpdateObject<Database, 'webhooks'>) =>
  await db.updateTable('webhooks').set(changes).where('id', '=', id).execute()
