import { createHash } from 'node:crypto'
import type { Db } from '#core/database/database.ts'
<%~ slot('idempotency.imports') %>
import { ConflictError } from '#core/errors.ts'
import { IdempotencyKey } from './models.ts'
import type { z } from 'zod'

export const hash = (text: string) => createHash('sha256').update(text).digest('hex')

const Kept = IdempotencyKey.pick({ fingerprint: true, status: true, headers: true, body: true })
export type Kept = z.output<typeof Kept>

/** That another request has taken the key. */
export class KeyTaken extends Error {}

/** Takes a key. Whoever comes second waits here until the first one is done, and then goes on, or finds that it is taken. */
export async function takeKey(trx: Db, scope: string, fingerprint: string): Promise<void> {
  const taking = trx.insertInto('idempotencyKeys').values({
    <%~ slot('idempotency.id') %>
    scope, fingerprint, status: 0, headers: {}, body: '' })
  await taking.execute().catch((error: unknown) => {
    throw error instanceof ConflictError ? new KeyTaken() : error
  })
}

export async function keepAnswer(trx: Db, scope: string, answer: Omit<Kept, 'fingerprint'>): Promise<void> {
  await trx.updateTable('idempotencyKeys').set(answer).where('scope', '=', scope).execute()
}

export const findAnswer = (db: Db, scope: string): Promise<Kept | undefined> =>
  db.selectFrom('idempotencyKeys').select(Kept.keyof().options).where('scope', '=', scope).executeTakeFirst()

/** Forgets what is older than a day: nobody sends that again. */
export async function sweepKeys(db: Db, now = Date.now()): Promise<void> {
  const yesterday = new Date(now - 86_400_000).toISOString()
  await db.deleteFrom('idempotencyKeys').where('createdAt', '<', yesterday).execute()
}
