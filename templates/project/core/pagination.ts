import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import { BadRequestError } from './errors.ts'

export type Page<Row> = { items: Row[]; nextCursor: string | null }
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), nextCursor: z.string().nullable() })

/** The part of a list's query that pages it: `sort` names one of the columns, with `-` before it for descending. */
export const pageQuery = <const Column extends string>(...sortable: Column[]) =>
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(2_000).optional(),
    sort: z.enum(sortable.flatMap((column): (Column | `-${Column}`)[] => [column, `-${column}`])).optional(),
  })
type PageQuery = { limit: number; cursor?: string | undefined; sort?: string | undefined }

/** Where a page ends: what it was sorted by, and the value and the id of its last row. */
const Cursor = z.tuple([
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
  z.union([z.string(), z.number()]),
])
type Cursor = z.output<typeof Cursor>

/** Cuts by key, not by offset, so that the last page costs what the first one does. */
export async function paginate<DB, Table extends keyof DB, Row extends { id: number | string }>(
  rows: SelectQueryBuilder<DB, Table, Row>,
  { limit, cursor, sort = '-id' }: PageQuery,
): Promise<Page<Row>> {
  const items: Row[] = []
  for (const range of ranges(rows, sort, cursor === undefined ? undefined : decode(cursor, sort))) {
    if (items.length <= limit) items.push(...(await range.limit(limit + 1 - items.length).execute()))
  }
  if (items.length <= limit) return { items, nextCursor: null }

  const page = items.slice(0, limit)
  const last = page.at(-1) as Row & Record<string, Cursor[1]>
  return { items: page, nextCursor: encode([sort, last[columnOf(sort)]!, last.id]) }
}

/** The rows after the cursor, in parts that are each one range of the index. Those without a value come first, backwards last. */
function ranges<DB, Table extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, Table, Row>,
  sort: string,
  after?: Cursor,
) {
  const [by, id] = [sql.ref(columnOf(sort)), sql.ref('id')]
  const ascending = !sort.startsWith('-')
  const [direction, beyond] = ascending ? (['asc', sql`>`] as const) : (['desc', sql`<`] as const)
  const [, value, lastId] = after ?? []

  const byId = rows.orderBy(id, direction)
  const isBeyondId = sql<boolean>`${id} ${beyond} ${lastId}`
  if (columnOf(sort) === 'id') return [after ? byId.where(isBeyondId) : byId]

  const empty = byId.where(sql<boolean>`${by} is null`)
  const filled = rows
    .where(sql<boolean>`${by} is not null`)
    .orderBy(by, direction)
    .orderBy(id, direction)
  if (!after) return ascending ? [empty, filled] : [filled, empty]
  if (value === null) return ascending ? [empty.where(isBeyondId), filled] : [empty.where(isBeyondId)]

  const same = byId.where(sql<boolean>`${by} = ${value}`).where(isBeyondId)
  const further = filled.where(sql<boolean>`${by} ${beyond} ${value}`)
  return ascending ? [same, further] : [same, further, empty]
}

const columnOf = (sort: string): string => sort.replace(/^-/, '')
const encode = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

function decode(cursor: string, sort: string): Cursor {
  try {
    const decoded = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (decoded[0] === sort) return decoded
  } catch {
    // Falls through: whatever is wrong with it, it is not one of ours.
  }
  throw new BadRequestError('The cursor is not one that this list gave for this sort')
}
