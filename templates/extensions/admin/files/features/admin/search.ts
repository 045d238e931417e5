import { type Page, paginate } from '#core/database/pagination.ts'
import { ValidationError } from '#core/errors.ts'
import type { Values } from '#core/html/fields.ts'
import { issuesOf } from '#core/http/input.ts'
import { linkedWith, sidesOf } from './links.ts'
import { type Desk, holds, rowsOf } from './rows.ts'

/** What a list is asked for: `q`, `tab`, and what the query of the feature takes. */
export type Query = Record<string, string>

/** @throws ValidationError for what the query of the feature does not take */
function search(desk: Desk, { q, tab, ...query }: Query) {
  const { resource } = desk
  const { data, error } = resource.query.safeParse(query)
  if (error) throw new ValidationError(issuesOf(error.issues))
  const { limit: _, cursor, sort, ...filters } = data as { limit: number; cursor?: string; sort: string } & Values
  let rows = rowsOf(desk).select(resource.shown)
  for (const [name, value] of Object.entries(filters)) {
    const side = sidesOf(desk).find(({ others }) => others === name)
    if (value !== undefined) rows = side ? rows.where('id', 'in', linkedWith(desk, side, value)) : rows.where(name, '=', value)
  }
  if (tab !== undefined) rows = resource.tabs.get(tab)?.(rows) ?? rows
  if (q !== undefined) rows = rows.where(holds(resource.texts, q))
  return { rows, cursor, sort }
}

export async function listRows(desk: Desk, query: Query): Promise<Page<Values>> {
  const { rows, cursor, sort } = search(desk, query)
  return await paginate<any, any, Values>(rows, { limit: 25, cursor, sort })
}

/** All of them, some at a time. */
export function exportRows(desk: Desk, query: Query): AsyncGenerator<Values[]> {
  const { rows, sort } = search(desk, query)
  return (async function* () {
    let cursor: string | undefined
    do {
      const page = await paginate<any, any, Values>(rows, { limit: 500, cursor, sort })
      yield page.items
      cursor = page.nextCursor ?? undefined
    } while (cursor)
  })()
}
