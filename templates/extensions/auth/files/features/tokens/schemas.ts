import { z } from 'zod'
import { IdParam } from '#core/database/id.ts'
import { Token } from './models.ts'

const shown = { id: true, kind: true, label: true, createdAt: true, usedAt: true, expiresAt: true } as const

export const TokenRead = Token.pick(shown)
  .extend({ current: z.boolean() })
  .register(z.globalRegistry, { id: 'Token' })
/** So many are listed, of those that were used last. */
export const mostTokens = 100
export const TokenList = z.object({ items: z.array(TokenRead).max(mostTokens) }).register(z.globalRegistry, { id: 'TokenList' })

export const TokenParams = z.strictObject({ id: IdParam })

export type TokenRead = z.output<typeof TokenRead>
