import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { signedIn } from '#core/access.ts'
import { audit } from '#core/audit.ts'
import type { Id } from '#core/database/id.ts'
import { BadRequestError, UnavailableError } from '#core/errors.ts'
import { createRouter, type Env, operation, validate } from '#core/http/router.ts'
import { setSessionCookie } from '#features/auth/authenticate.ts'
<%~ slot('oauth.mails.sending') or %>
import { inBackground } from '#features/auth/sending.ts'
<%~ end %>
import { startSession } from '#features/auth/services.ts'
import { requirePassword } from '#features/auth/steps.ts'
import { hashSecret, newSecret } from '#features/tokens/services.ts'
import type { Settings } from '../../settings.ts'
import { openProviders, type Provider } from './providers.ts'
import * as schemas from './schemas.ts'
import * as services from './services.ts'

const nameOf = ({ NODE_ENV }: Settings) => (NODE_ENV === 'production' ? '__Host-oauth' : 'oauth')
const optionsOf = ({ NODE_ENV }: Settings) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: NODE_ENV === 'production', maxAge: 600 }) as const

/**
 * An attempt is one secret, in a cookie. What the provider has to give back follows from it, and so is of no use in another
 * browser, from another provider, or to whom else it is to be linked.
 */
function attemptBy(secret: string, provider: Provider, userId?: Id) {
  const derive = (what: string) => hashSecret([what, provider.name, userId, secret].join(' '))
  return { userId, state: derive('state'), nonce: derive('nonce'), verifier: derive('verifier') }
}

async function start(c: Context, settings: Settings, provider: Provider, userId?: Id): Promise<string> {
  const secret = newSecret(32)
  const url = await provider.authorize(attemptBy(secret, provider, userId))
  setCookie(c, nameOf(settings), secret, optionsOf(settings))
  return url
}

/** The attempt that a browser comes back from. It does so once. */
function takeAttempt(c: Context<Env>, settings: Settings, provider: Provider) {
  const secret = getCookie(c, nameOf(settings))
  deleteCookie(c, nameOf(settings), optionsOf(settings))
  const attempts = secret ? [attemptBy(secret, provider, c.var.user?.id), attemptBy(secret, provider)] : []
  const attempt = attempts.find(({ state }) => state === c.req.query('state'))
  if (!attempt) throw new BadRequestError('It took too long, or began in another browser: start again')
  return attempt
}

/** Takes the answer of a provider: whose account it is, and to whom it was to be linked, if that was what for. */
async function finish(c: Context<Env>, settings: Settings, provider: Provider) {
  const { db, logger } = c.var
  try {
    const { userId, ...attempt } = takeAttempt(c, settings, provider)
    const profile = await provider.read(new URL(c.req.url).search, attempt)
    const owned = userId
      ? await services.linkIdentity(db, userId, provider.name, profile)
      : await services.signInBy(db, provider.name, profile)
    return { ...owned, userId }
  } catch (thrown) {
    if (thrown instanceof UnavailableError) throw thrown
    audit(c, 'sign-in refused')
    const { message, cause } = thrown as Error
    logger.warn({ cause: (cause as Error | undefined)?.message }, message)
    throw thrown
  }
}

const limited = { 429: 'Too many attempts' }

export function oauth(settings: Settings) {
  const providers = openProviders(settings)

  const signIn = createRouter()
    .get(
      '/:provider',
      operation('Sign in by a provider', { 302: 'To the provider' }),
      validate('param', schemas.ProviderParams),
      async (c) => c.redirect(await start(c, settings, providers(c.req.valid('param').provider))),
    )
    .get(
      '/:provider/callback',
      operation('Come back from a provider', {
        302: 'To APP_URL, signed in',
        400: 'Nobody here asked for it',
        401: 'The provider does not say who it is',
        403: 'The address is not verified, or the account is shut out',
        409: 'Another user has this account of the provider',
        ...limited,
      }),
      validate('param', schemas.ProviderParams),
      async (c) => {
        <%~ slot('oauth.mails.vars') or %>
        const { attempts, db, mailer } = c.var
        <%~ end %>
        const account = `oauth ${hashSecret(c.req.query('state') ?? '')}`
        const provider = providers(c.req.valid('param').provider)
        await attempts.count(c, account)
        const { user, isLinked, userId } = await finish(c, settings, provider)
        await attempts.forget(c, account)

        <%~ slot('oauth.mails.linked') or %>
        if (isLinked) {
          audit(c, 'identity linked', user.id)
          inBackground(c.var, services.tellOwner(mailer, user, provider.name))
        }
        <%~ end %>
        if (!userId) {
          setSessionCookie(c, settings, await startSession(db, user.id, c.req.header('User-Agent')))
          audit(c, 'signed in', user.id)
        }
        return c.redirect(settings.APP_URL)
      },
    )

  const identities = createRouter()
    .use(signedIn)
    .get('/', operation('List what signs one in', { 200: schemas.IdentityList }), async (c) => {
      return c.json({ items: await services.listIdentities(c.var.db, c.var.user.id) })
    })
    .post(
      '/',
      operation('Link to a provider', { 200: schemas.Redirection, 404: 'There is no such provider', ...limited }),
      validate('json', schemas.IdentityLink),
      async (c) => {
        const { provider, current } = c.req.valid('json')
        await requirePassword(c, current)
        return c.json({ url: await start(c, settings, providers(provider), c.var.user.id) })
      },
    )
    .delete(
      '/:id',
      operation('Unlink from a provider', { 204: 'Unlinked' }),
      validate('param', schemas.IdentityParams),
      async (c) => {
        await services.unlinkIdentity(c.var.db, c.var.user.id, c.req.valid('param').id)
        audit(c, 'identity unlinked')
        return c.body(null, 204)
      },
    )

  return createRouter().route('/oauth', signIn).route('/identities', identities)
}
