import * as client from 'openid-client'
import { z } from 'zod'
import { NotFoundError, UnauthorizedError, UnavailableError } from '#core/errors.ts'
import { checkStorable } from '#core/http/input.ts'
import type { Settings } from '../../settings.ts'

/** What ties an answer to the browser that asked. */
export type Attempt = { state: string; nonce: string; verifier: string }
/** Who somebody is to a provider; with an address only if that is verified. */
export type Profile = { subject: string; email?: string | undefined; name?: string | undefined }

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>
type Source = {
  scope: string
  open: (id: string, secret: string, settings: Settings) => Promise<client.Configuration>
  read: (config: client.Configuration, tokens: Tokens) => Promise<Profile>
}

/** In seconds, for each request to a provider. */
const timeout = 5

const Claims = z.object({
  sub: z.string().max(255),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
})

/** A provider of OpenID Connect. Its ID token has been verified when it is read: by whom, for whom, till when, and for which attempt. */
const connect = (issuer: string): Source => ({
  scope: 'openid email profile',
  open: async (id, secret, { NODE_ENV }) => {
    const execute = [client.enableNonRepudiationChecks]
    if (NODE_ENV !== 'production') execute.push(client.allowInsecureRequests)
    return await client.discovery(new URL(issuer), id, secret, undefined, { timeout, execute })
  },
  read: async (config, tokens) => {
    const claims = tokens.claims()!
    const hasMore = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
    const more = hasMore ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {}
    const { sub, email, email_verified: isVerified, name } = Claims.parse({ ...claims, ...more })
    return { subject: sub, email: isVerified ? email : undefined, name }
  },
})

const GitHubUser = z.object({ id: z.int(), login: z.string(), name: z.string().nullable() })
const GitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/** GitHub has OAuth 2 without OpenID Connect, and so says who somebody is by its API. */
const github: Source = {
  scope: 'read:user user:email',
  open: async (id, secret) => {
    const issuer = 'https://github.com/login/oauth'
    const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/access_token` }
    const config = new client.Configuration({ issuer, ...endpoints }, id, secret)
    config.timeout = timeout
    return config
  },
  read: async (config, { access_token: token }) => {
    const get = async (path: string): Promise<unknown> => {
      const url = new URL(path, 'https://api.github.com')
      return await (await client.fetchProtectedResource(config, token, url, 'GET')).json()
    }
    const { id, login, name } = GitHubUser.parse(await get('/user'))
    const emails = GitHubEmails.parse(await get('/user/emails'))
    const email = emails.find(({ primary, verified }) => primary && verified)?.email
    return { subject: String(id), email, name: name ?? login }
  },
}

/** Says that a provider is down, or else that its answer is wrong. In which way, is for the log. */
function failure(name: string, thrown: unknown): Error {
  const { code, error, cause, message } = thrown as Error & { code?: string; error?: string }
  const reason = new Error(error ?? (cause as Error | undefined)?.message ?? message)
  const isDown = thrown instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM'
  if (isDown) return new UnavailableError(`${name} does not answer`, { cause: reason })
  return new UnauthorizedError(`${name} does not say who that is: sign in again`, { cause: reason })
}

export type Provider = ReturnType<typeof openProvider>

function openProvider(name: string, id: string, secret: string, source: Source, settings: Settings) {
  const { API_URL = new URL(settings.APP_URL).origin } = settings
  const callback = `${API_URL.replace(/\/$/, '')}/auth/oauth/${name}/callback`
  const hasNonce = source.scope.startsWith('openid')
  let opening: Promise<client.Configuration> | undefined
  /** Asks a provider for its addresses when it is first needed, and again where it did not answer. */
  const open = () =>
    (opening ??= source.open(id, secret, settings).catch((cause) => {
      opening = undefined
      throw new UnavailableError(`${name} does not answer`, { cause })
    }))

  return {
    name,

    /** Where a browser goes to sign in. */
    async authorize({ state, nonce, verifier }: Attempt): Promise<string> {
      const config = await open()
      const { href } = client.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: source.scope,
        state,
        ...(hasNonce && { nonce }),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return href
    },

    /** Who somebody is, by what the browser came back with. */
    async read(query: string, { state, nonce, verifier }: Attempt): Promise<Profile> {
      const config = await open()
      const checks = { expectedState: state, pkceCodeVerifier: verifier, ...(hasNonce && { expectedNonce: nonce }) }
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(`${callback}${query}`), checks)
        const profile = await source.read(config, tokens)
        checkStorable(profile)
        return profile
      } catch (thrown) {
        throw failure(name, thrown)
      }
    },
  }
}

/** Those that the settings have an id and a secret for. */
export function openProviders(settings: Settings) {
  const { OAUTH_ISSUER: issuer } = settings
  const sources = [
    ['google', settings.OAUTH_GOOGLE_ID, settings.OAUTH_GOOGLE_SECRET, connect('https://accounts.google.com')],
    ['github', settings.OAUTH_GITHUB_ID, settings.OAUTH_GITHUB_SECRET, github],
    ['oidc', settings.OAUTH_ID, settings.OAUTH_SECRET, issuer && connect(issuer)],
  ] as const
  const providers = sources.flatMap(([name, id, secret, source]) =>
    id && secret && source ? [openProvider(name, id, secret, source, settings)] : [],
  )
  return (name: string): Provider => {
    const found = providers.find((provider) => provider.name === name)
    if (!found) throw new NotFoundError('Provider', name)
    return found
  }
}
