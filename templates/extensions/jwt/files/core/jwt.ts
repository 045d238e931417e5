import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { SignedIn } from './access.ts'
import { Id } from './database/id.ts'
import { roleNames } from './permissions.ts'

const names = { issuer: '<%= name %>', audience: '<%= name %>' }
const Claims = z.object({ sub: z.string(), sid: Id, role: z.enum(roleNames) })

/** An Ed25519 key, in base64 of its PKCS #8. */
export const PrivateKey = z.string().transform((text, { addIssue }) => {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Falls through: whatever it is, it is no such key.
  }
  addIssue('expected an Ed25519 key, in base64')
  return z.NEVER
})

type Options = { JWT_SECRET: string; JWT_PRIVATE_KEY?: KeyObject | undefined; JWT_SECONDS: number }
type Key = CryptoKey | KeyObject
type Keys = { alg: string; kid?: string; signing: Key; verifying: Key; published: JWK[] }

async function openKeys({ JWT_SECRET, JWT_PRIVATE_KEY }: Options): Promise<Keys> {
  if (!JWT_PRIVATE_KEY) {
    const hmac = { name: 'HMAC', hash: 'SHA-256' }
    const secret = new TextEncoder().encode(JWT_SECRET)
    const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['sign', 'verify'])
    return { alg: 'HS256', signing: key, verifying: key, published: [] }
  }
  const publicKey = createPublicKey(JWT_PRIVATE_KEY)
  const jwk = publicKey.export({ format: 'jwk' }) as JWK
  const kid = await calculateJwkThumbprint(jwk)
  return {
    alg: 'EdDSA',
    kid,
    signing: JWT_PRIVATE_KEY,
    verifying: publicKey,
    published: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }],
  }
}

export type Jwt = ReturnType<typeof openJwt>

/** Makes and reads access tokens: who it is, for some minutes. Nobody can take one back before. */
export function openJwt(options: Options) {
  // Made once: it costs as much as all the rest.
  const opening = openKeys(options)
  const { JWT_SECONDS: seconds } = options

  return {
    seconds,

    /** What others verify by. */
    publishedKeys: async (): Promise<JWK[]> => (await opening).published,

    async create({ id, role, tokenId }: SignedIn): Promise<string> {
      const { alg, kid, signing } = await opening
      return await new SignJWT({ role, sid: tokenId })
        .setProtectedHeader({ alg, typ: 'at+jwt', ...(kid && { kid }) })
        .setIssuer(names.issuer)
        .setAudience(names.audience)
        .setSubject(JSON.stringify(id))
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(signing)
    },

    /** Whose it is; nobody's unless everything about it is as `create` makes it. */
    async read(token: string): Promise<SignedIn | undefined> {
      const { alg, verifying } = await opening
      try {
        const expected = { ...names, algorithms: [alg], typ: 'at+jwt', requiredClaims: ['exp', 'iat', 'sub'] }
        const { sub, sid, role } = Claims.parse((await jwtVerify(token, verifying, expected)).payload)
        return { id: Id.parse(JSON.parse(sub)), role, tokenId: sid }
      } catch {
        return undefined
      }
    },
  }
}
