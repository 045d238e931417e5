import { z } from 'zod'
import { patch } from '#core/database/model.ts'
import { Webhook } from './models.ts'

const { id, url } = Webhook.shape
const events = z.array(z.string().max(100)).min(1).max(100)

/** What is shown of one. */
export const WebhookRead = Webhook.omit({ secret: true, previousSecret: true })
  .extend({ events })
  .register(z.globalRegistry, { id: 'Webhook' })
/** That by which its messages are signed is shown when it is made, and never again. */
export const WebhookSecret = z.object({ id, secret: z.string().max(100) }).register(z.globalRegistry, { id: 'WebhookSecret' })

export const WebhookCreate = z.strictObject({ url, events }).register(z.globalRegistry, { id: 'WebhookCreate' })
export const WebhookUpdate = patch(WebhookCreate.extend({ disabled: z.boolean() })).register(z.globalRegistry, {
  id: 'WebhookUpdate',
})

export type WebhookRead = z.output<typeof WebhookRead>
export type WebhookSecret = z.output<typeof WebhookSecret>
export type WebhookCreate = z.output<typeof WebhookCreate>
export type WebhookUpdate = z.output<typeof WebhookUpdate>
