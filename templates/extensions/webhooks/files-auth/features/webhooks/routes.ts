import { z } from 'zod'
import { permitted } from '#core/access.ts'
import { audit } from '#core/audit.ts'
import { IdParam } from '#core/database/id.ts'
import { createRouter, operation, validate } from '#core/http/router.ts'
import type { Reach } from './post.ts'
import { WebhookCreate, WebhookRead, WebhookSecret, WebhookUpdate } from './schemas.ts'
import * as services from './services.ts'

const WebhookList = z
  .object({ items: z.array(WebhookRead).max(services.mostWebhooks) })
  .register(z.globalRegistry, { id: 'WebhookList' })
const Resent = z.object({ resent: z.int() }).register(z.globalRegistry, { id: 'WebhookResent' })
const WebhookParams = z.strictObject({ id: IdParam })

/** Whoever may do this says where this server sends something. */
export const webhooks = (reach: Reach) =>
  createRouter()
    .use(permitted('webhooks:manage'))
    .get('/', operation('List webhooks', { 200: WebhookList }), async (c) => {
      return c.json({ items: await services.listWebhooks(c.var.db) })
    })
    .post('/', operation('Create a webhook', { 201: WebhookSecret }), validate('json', WebhookCreate), async (c) => {
      const created = await services.createWebhook(c.var.db, reach, c.req.valid('json'))
      audit(c, 'webhook changed')
      c.header('Location', `${c.req.path}/${created.id}`)
      return c.json(created, 201)
    })
    .get('/:id', operation('Get a webhook', { 200: WebhookRead }), validate('param', WebhookParams), async (c) => {
      return c.json(await services.getWebhook(c.var.db, c.req.valid('param').id))
    })
    .patch(
      '/:id',
      operation('Change a webhook', { 200: WebhookRead }),
      validate('param', WebhookParams),
      validate('json', WebhookUpdate),
      async (c) => {
        const changed = await services.updateWebhook(c.var.db, reach, c.req.valid('param').id, c.req.valid('json'))
        audit(c, 'webhook changed')
        return c.json(changed)
      },
    )
    .delete('/:id', operation('Delete a webhook', { 204: 'Deleted' }), validate('param', WebhookParams), async (c) => {
      await services.deleteWebhook(c.var.db, c.req.valid('param').id)
      audit(c, 'webhook changed')
      return c.body(null, 204)
    })
    .post(
      '/:id/secret',
      operation('Give a webhook another secret', { 200: WebhookSecret }),
      validate('param', WebhookParams),
      async (c) => {
        const changed = await services.rotateSecret(c.var.db, c.req.valid('param').id)
        audit(c, 'webhook changed')
        return c.json(changed)
      },
    )
    .post(
      '/:id/resend',
      operation('Send again what a webhook was not told', { 200: Resent }),
      validate('param', WebhookParams),
      async (c) => c.json({ resent: await services.resend(c.var.db, c.req.valid('param').id) }),
    )
