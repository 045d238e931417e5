import type { Db } from '#core/database/database.ts'
import { NotFoundError<%= errorImports %> } from '#core/errors.ts'
import <%= idImports %> from '#core/database/id.ts'
import { type Page, paginate } from '#core/database/pagination.ts'
<%~ slot('services.imports') %>
import { type <%= Singular %>Create, type <%= Singular %>Query, <%= Singular %>Read, type <%= Singular %>Update } from './schemas.ts'

const columns = <%= Singular %>Read.keyof().options
<%~ slot('services.find') %>
const notFound = (id: Id) => new NotFoundError('<%= Singular %>', id)
<%~ slot('services.refusal') %>

export async function list<%= Plural %>(db: Db<%= linksUser %>, query: <%= Singular %>Query): Promise<Page<<%= Singular %>Read>> {
  <%= letRows %> rows = db.selectFrom('<%= plural %>').select(columns)<%= owned %>
  <%~ slot('filters') %>
  return await paginate(rows, query)
}

export async function get<%= Singular %>(db: Db<%= userParam %>, id: Id): Promise<<%= Singular %>Read> {
  const found = await find<%= Singular %>(db<%= userArg %>, id)
  if (!found) throw notFound(id)
  return found
}

export async function create<%= Singular %>(db: Db<%= userParam %>, values: <%= Singular %>Create): Promise<<%= Singular %>Read> {
  <%~ slot('services.insert') %>
}
<%~ slot('services.batch') %>

export async function update<%= Singular %>(db: Db<%= userParam %>, id: Id, changes: <%= Singular %>Update<%= seenParam %>): Promise<<%= Singular %>Read> {
  <%~ slot('services.change') %>
}

export async function delete<%= Singular %>(db: Db<%= userParam %>, id: Id<%= seenParam %>): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('<%= plural %>').where('id', '=', id)<%= owned %><%= asSeen %>.executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw <%= refusal %>
}
<%~ slot('services.links') %>
