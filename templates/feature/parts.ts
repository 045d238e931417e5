import { z } from 'zod'
import type { Db } from '#core/database/database.ts'
import { createEach, partsOf } from '#core/database/has-many.ts'
import { IdParam } from '#core/database/id.ts'
import { inTransaction } from '#core/database/transactions.ts'
<%~ slot('parts.imports') %>
import { <%= partSchemas %> } from './schemas.ts'
import { create<%= Singular %> } from './services.ts'

<%~ slot('parts.schemas') %>
/** What clients send to create <%= aTitle %> with all that it consists of. */
export const <%= Singular %>CreateWithParts = <%= Singular %>Create.extend({
  <%~ slot('parts') %>
}).register(z.globalRegistry, { id: '<%= Singular %>CreateWithParts' })
type <%= Singular %>CreateWithParts = z.output<typeof <%= Singular %>CreateWithParts>

/** Creates all of it, or nothing. */
export async function create<%= Singular %>WithParts(db: Db<%= partsUser %>, { <%= partNames %>, ...whole }: <%= Singular %>CreateWithParts): Promise<<%= Singular %>Read> {
  return await inTransaction(db, async (trx) => {
    const created = await create<%= Singular %>(trx<%= userArg %>, whole)
    <%~ slot('parts.create') %>
    return created
  })
}
