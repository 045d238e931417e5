import type { Context } from 'hono'
import { z } from 'zod'
import { audit } from '#core/audit.ts'
import type { Db } from '#core/database/database.ts'
import { BadRequestError } from '#core/errors.ts'
import { createRouter, operation, validate } from '#core/http/router.ts'
import { GivenPassword } from '#core/passwords.ts'
import { createToken, hashSecret, newSecret, readToken } from '#features/tokens/services.ts'
import { User } from '#features/users/models.ts'
import { requireSignIn } from './steps.ts'

const days = 86_400
/** For how many seconds a token that was used only is refused: so long it may be two windows of one browser. */
const grace = 10

const Refresh = z.string().max(100)
/** What OAuth 2 (RFC 6749) calls the password grant and the refresh token grant. */
const Grant = z.discriminatedUnion('grant_type', [
  z.strictObject({ grant_type: z.literal('password'), username: User.shape.email, password: GivenPassword }),
  z.strictObject({ grant_type: z.literal('refresh_token'), refresh_token: Refresh }),
])
const Granted = z
  .object({
    access_token: z.string().max(1_000),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    refresh_token: Refresh,
  })
  .register(z.globalRegistry, { id: 'Granted' })

export const token = createRouter().post(
  '/token',
  operation('Get an access token, by a password or a refresh token', {
    200: Granted,
    401: 'The address or the password is wrong',
    429: 'Too many attempts',
  }),
  validate('form', Grant),
  async (c) => {
    const [grant, { db, jwt }] = [c.req.valid('form'), c.var]
    let refresh: string | undefined
    if (grant.grant_type === 'refresh_token') {
      refresh = await rotate(c, db, grant.refresh_token)
    } else {
      const userId = await requireSignIn(c, { email: grant.username, password: grant.password })
      const label = (c.req.header('User-Agent') ?? '').slice(0, 255)
      refresh = (await createToken(db, { userId, kind: 'refresh', label, seconds: 30 * days })).token
    }

    const proof = refresh === undefined ? undefined : await readToken(db, refresh, ['refresh'])
    if (!refresh || !proof) throw new BadRequestError('The refresh token was used, revoked, or is too old')
    return c.json({
      access_token: await jwt.create({ ...proof.user, tokenId: proof.id }),
      token_type: 'Bearer' as const,
      expires_in: jwt.seconds,
      refresh_token: refresh,
    })
  },
)

/**
 * Gives another refresh token in the place of one: each is right once. Whoever brings one that was right before has it from
 * somebody else, or somebody from him, so both are out.
 */
async function rotate(c: Context, db: Db, text: string): Promise<string | undefined> {
  const [selector = '', secret = ''] = text.split('.')
  const [next, now] = [newSecret(32), Date.now()]
  const at = (ms: number) => new Date(ms).toISOString()
  const { numUpdatedRows } = await db
    .updateTable('tokens')
    .set({ secretHash: hashSecret(next), usedAt: at(now) })
    .where('selector', '=', selector)
    .where('secretHash', '=', hashSecret(secret))
    .where('kind', '=', 'refresh')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 1n) return `${selector}.${next}`

  const { numDeletedRows } = await db
    .deleteFrom('tokens')
    .where('selector', '=', selector)
    .where('kind', '=', 'refresh')
    .where('usedAt', '<', at(now - grace * 1_000))
    .executeTakeFirstOrThrow()
  if (numDeletedRows > 0n) audit(c, 'refresh token reused')
  return undefined
}

const PublicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().max(43),
  kid: z.string().max(43),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
})
const KeySet = z.object({ keys: z.array(PublicKey).max(1) }).register(z.globalRegistry, { id: 'KeySet' })

/** Where others who verify access tokens find what by; nothing where a secret signs them. */
export const keys = createRouter().get(
  '/jwks.json',
  operation('Get the keys by which access tokens are verified', { 200: KeySet }),
  async (c) => c.json({ keys: await c.var.jwt.publishedKeys() }),
)
