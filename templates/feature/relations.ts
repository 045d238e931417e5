import { z } from 'zod'
import { pageOf } from '#core/database/pagination.ts'
<%~ slot('relations.imports') %>
import { <%= Singular %>Query, <%= Singular %>Read } from './schemas.ts'

/** What `?include=` may add to <%= titles %>: by one query each, however many there are. */
export const <%= singular %>Relations = {
  <%~ slot('relations') %>
}

export const <%= Singular %>WithRelations = withRelations(<%= Singular %>Read, <%= singular %>Relations).register(z.globalRegistry, { id: '<%= Singular %>WithRelations' })
export const <%= Singular %>WithRelationsPage = pageOf(<%= Singular %>WithRelations).register(z.globalRegistry, { id: '<%= Singular %>WithRelationsPage' })

export const <%= Singular %>Include = includeQuery(<%= singular %>Relations)
export const <%= Singular %>ListQuery = <%= Singular %>Query.extend(<%= Singular %>Include.shape)
