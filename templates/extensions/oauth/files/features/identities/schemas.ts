import { z } from 'zod'
import { IdParam } from '#core/database/id.ts'
import { GivenPassword } from '#core/passwords.ts'
import { Identity } from './models.ts'

const { provider } = Identity.shape

export const IdentityRead = Identity.pick({ id: true, provider: true, createdAt: true }).register(z.globalRegistry, {
  id: 'Identity',
})
/** So many are listed. */
export const mostIdentities = 100
export const IdentityList = z.object({ items: z.array(IdentityRead).max(mostIdentities) }).register(z.globalRegistry, { id: 'IdentityList' })
export const IdentityLink = z
  .strictObject({ provider, current: GivenPassword })
  .register(z.globalRegistry, { id: 'IdentityLink' })
/** Where a browser has to go next. */
export const Redirection = z.object({ url: z.url().max(2_000) }).register(z.globalRegistry, { id: 'Redirection' })

export const IdentityParams = z.strictObject({ id: IdParam })
export const ProviderParams = z.strictObject({ provider })

export type IdentityRead = z.output<typeof IdentityRead>
