import { z } from 'zod'
<%~ slot('schemas.imports') %>
import { <%= Singular %> } from './models.ts'

/** What clients are shown. */
export const <%= Singular %>Read = <%= Singular %><%= omitPrivate %>.register(z.globalRegistry, { id: '<%= Singular %>' })
export const <%= Singular %>Page = pageOf(<%= Singular %>Read).register(z.globalRegistry, { id: '<%= Singular %>Page' })

/** What they send. */
export const <%= Singular %>Create = <%= Singular %><%= omitGenerated %>.strict().register(z.globalRegistry, { id: '<%= Singular %>Create' })
export const <%= Singular %>Update = patch(<%= Singular %>Create).register(z.globalRegistry, { id: '<%= Singular %>Update' })
<%~ slot('schemas.batch') %>

export const <%= Singular %>Params = z.strictObject({ id: IdParam })
/** A list sorts by the first unless told otherwise. Each has an index; a filter has one together with the first. */
export const <%= Singular %>Query = pageQuery(<%= sortable %>)<%= filters %>
<%~ slot('schemas.links') %>

export type <%= Singular %>Read = z.output<typeof <%= Singular %>Read>
export type <%= Singular %>Create = z.output<typeof <%= Singular %>Create>
export type <%= Singular %>Update = z.output<typeof <%= Singular %>Update>
export type <%= Singular %>Query = z.output<typeof <%= Singular %>Query>
