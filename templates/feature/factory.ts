import type { Db } from '#core/database/database.ts'
<%~ slot('factory.imports') %>
import type { <%= Singular %>Create } from './schemas.ts'

<%~ slot('factory.counter') %>
/** The body of a valid request to create <%= aTitle %>. What it needs to refer to is created, unless it is given. */
export async function draft<%= Singular %>(<%= draftDb %>: Db<%= draftUser %>, given: Partial<<%= Singular %>Create> = {}): Promise<<%= Singular %>Create> {
  <%~ slot('factory.count') %>
  return {
    <%~ slot('draft') %>
    ...given,
  }
}
