import type { Db } from '#core/database/database.ts'
import { NotFoundError } from '#core/errors.ts'
import <%= idImports %> from '#core/database/id.ts'
import { type Page, paginate } from '#core/database/pagination.ts'
import { prepared } from '#core/database/prepared.ts'
import { type <%= Singular %>Create, type <%= Singular %>Query, <%= Singular %>Read, type <%= Singular %>Update } from './schemas.ts'

const columns = <%= Singular %>Read.keyof().options
const find<%= Singular %> = prepared((db, id: Id) => db.selectFrom('<%= plural %>').select(columns).where('id', '=', id))
const notFound = (id: Id) => new NotFoundError('<%= Singular %>', id)

export async function list<%= Plural %>(db: Db, query: <%= Singular %>Query): Promise<Page<<%= Singular %>Read>> {
  <%= letRows %> rows = db.selectFrom('<%= plural %>').select(columns)
  <%~ slot('filters') %>
  return await paginate(rows, query)
}

export async function get<%= Singular %>(db: Db, id: Id): Promise<<%= Singular %>Read> {
  const found = await find<%= Singular %>(db, id)
  if (!found) throw notFound(id)
  return found
}

export async function create<%= Singular %>(db: Db, values: <%= Singular %>Create): Promise<<%= Singular %>Read> {
  <%~ slot('services.insert') %>
}

export async function update<%= Singular %>(db: Db, id: Id, changes: <%= Singular %>Update): Promise<<%= Singular %>Read> {
  <%~ slot('services.change') %>
}

export async function delete<%= Singular %>(db: Db, id: Id): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('<%= plural %>').where('id', '=', id).executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw notFound(id)
}
