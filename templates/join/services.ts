import type { Db } from '#core/database/database.ts'
import { NotFoundError } from '#core/errors.ts'
import { type Page, paginate } from '#core/database/pagination.ts'
<%~ slot('services.imports') %>
import { type <%= Singular %>Create, type <%= Singular %>Params, type <%= Singular %>Query, <%= Singular %>Read<%= updateImport %> } from './schemas.ts'

const columns = <%= Singular %>Read.keyof().options
const notFound = (key: <%= Singular %>Params) => new NotFoundError('<%= Singular %>', `<%= keyText %>`)

export async function list<%= Plural %>(db: Db<%= linksUser %>, query: <%= Singular %>Query): Promise<Page<<%= Singular %>Read>> {
  <%= letRows %> rows = db.selectFrom('<%= plural %>').select(columns)<%= owned %>
  <%~ slot('filters') %>
  return await paginate(rows, query, [<%= keyNames %>])
}

export async function get<%= Singular %>(db: Db<%= userParam %>, key: <%= Singular %>Params): Promise<<%= Singular %>Read> {
  return await db
    .selectFrom('<%= plural %>')
    .select(columns)
    .where((row) => row.and(key))<%= owned %>
    .executeTakeFirstOrThrow(() => notFound(key))
}

export async function create<%= Singular %>(db: Db<%= userParam %>, values: <%= Singular %>Create): Promise<<%= Singular %>Read> {
  <%~ slot('services.insert') %>
}

<%~ slot('services.update') %>
export async function delete<%= Singular %>(db: Db<%= userParam %>, key: <%= Singular %>Params): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('<%= plural %>')
    .where((row) => row.and(key))<%= owned %>
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw notFound(key)
}
