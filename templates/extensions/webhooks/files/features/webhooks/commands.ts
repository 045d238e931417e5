import { type Id, IdParam } from '#core/database/id.ts'
import { BadRequestError } from '#core/errors.ts'
import type { Resources } from '../../resources.ts'
import { WebhookCreate } from './schemas.ts'
import * as services from './services.ts'

/** paxx run webhooks:create https://example.com/hook orders.paid,orders.shipped: prints its id and its secret. */
export async function create({ db, settings }: Resources, url = '', events = ''): Promise<string> {
  const { error, data } = WebhookCreate.safeParse({ url, events: events.split(',') })
  if (error) throw new BadRequestError('Usage: webhooks:create <url> <type,…>')
  const { id, secret } = await services.createWebhook(db, settings, data)
  return `${id}  ${secret}`
}

/** What there is. */
export async function list({ db }: Resources): Promise<string> {
  const lines = (await services.listWebhooks(db)).map(({ id, url, events, failingSince, disabledAt }) => {
    const state = disabledAt ? `  disabled ${disabledAt}` : failingSince ? `  failing since ${failingSince}` : ''
    return `${id}  ${url}  ${events.join(',')}${state}`
  })
  return lines.join('\n') || 'There are none'
}

/** Gives one another secret. What is sent for a day is signed by both. */
export async function rotate({ db }: Resources, id?: string): Promise<string> {
  return (await services.rotateSecret(db, readId(id))).secret
}

/** Tells it nothing more. */
export async function disable({ db, settings }: Resources, id?: string): Promise<void> {
  await services.updateWebhook(db, settings, readId(id), { disabled: true })
}

/** Tells it again. */
export async function enable({ db, settings }: Resources, id?: string): Promise<void> {
  await services.updateWebhook(db, settings, readId(id), { disabled: false })
}

/** Sends again what could not be delivered to it. */
export async function resend({ db }: Resources, id?: string): Promise<string> {
  return `${await services.resend(db, readId(id))} to be sent again`
}

export async function remove({ db }: Resources, id?: string): Promise<void> {
  await services.deleteWebhook(db, readId(id))
}

function readId(text?: string): Id {
  const { data } = IdParam.safeParse(text)
  if (data === undefined) throw new BadRequestError('Name a webhook by its id: webhooks:list has it')
  return data
}
