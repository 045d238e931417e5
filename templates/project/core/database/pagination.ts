<%~ slot('pagination.imports') %>
import { z } from 'zod'
import { BadRequestError } from '../errors.ts'
import { numberParam } from '../http/params.ts'

export type Page<Row> = { items: Row[]; nextCursor: string | null }
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row).max(100), nextCursor: z.string().max(2_000).nullable() })

/**
 * The part of a list's query that pages it: `sort` names one of the columns, with `-` before it for descending. Without
 * it, the first one is descending.
 */
export const pageQuery = <const Column extends string>(first: Column, ...more: Column[]) =>
  z.strictObject({
    limit: numberParam(z.int().min(1).max(100)).prefault(20),
    cursor: z.string().max(2_000).optional(),
    sort: z.literal([first, ...more].flatMap((by): (Column | `-${Column}`)[] => [by, `-${by}`])).prefault(`-${first}`),
  })
/** A boolean as it stands in a query. */
export const BooleanParam = z.enum(['true', 'false']).transform((value) => value === 'true')

type PageQuery = { limit: number; cursor?: string | undefined; sort: string }

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
/** Where a page ends: what it was sorted by, and the value and the key of its last row. */
const Cursor = z.tuple([z.string(), Scalar, z.array(Scalar)])
type Cursor = z.output<typeof Cursor>

/**
 * Cuts by key, not by offset, so that the last page costs what the first one does.
 * @param key the columns by which a row is known; lists are sorted by them in the end
 */
export async function paginate<DB, Table extends keyof DB, Row extends object>(
  rows: SelectQueryBuilder<DB, Table, Row>,
  { limit, cursor, sort }: PageQuery,
  key: readonly [string, ...string[]] = ['id'],
): Promise<Page<Row>> {
  const items: Row[] = []
  for (const range of ranges(rows, key, sort, cursor === undefined ? undefined : decode(cursor, sort, key))) {
    items.push(...(await range().limit(limit + 1 - items.length).execute()))
    if (items.length > limit) break
  }
  if (items.length <= limit) return { items, nextCursor: null }

  const page = items.slice(0, limit)
  const last = page.at(-1) as Record<string, Cursor[1]>
  return { items: page, nextCursor: encode([sort, last[columnOf(sort)]!, key.map((name) => last[name]!)]) }
}

/** The rows after the cursor, in parts that are each one range of the index, and built when their turn comes. Those without a value come first, backwards last. */
function ranges<DB, Table extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, Table, Row>,
  key: readonly string[],
  sort: string,
  after?: Cursor,
) {
  const by = sql.ref(columnOf(sort))
  const ascending = !sort.startsWith('-')
  const [direction, beyond] = ascending ? (['asc', '>'] as const) : (['desc', '<'] as const)
  const [, value, lastKey = []] = after ?? []

  const byKey = (query: typeof rows) => key.reduce((sorted, name) => sorted.orderBy(sql.ref(name), direction), query)
  <%~ slot('pagination.beyond') %>
  if (columnOf(sort) === key[0]) return [() => byKey(after ? rows.where(isBeyondKey) : rows)]

  const empty = () => byKey(rows.where(sql<boolean>`${by} is null`))
  const filled = () => byKey(rows.where(sql<boolean>`${by} is not null`).orderBy(by, direction))
  if (!after) return ascending ? [empty, filled] : [filled, empty]

  const emptyBeyond = () => empty().where(isBeyondKey)
  if (value === null) return ascending ? [emptyBeyond, filled] : [emptyBeyond]

  const same = () => byKey(rows.where(by, '=', value).where(isBeyondKey))
  const further = () => filled().where(by, beyond, value)
  return ascending ? [same, further] : [same, further, empty]
}

const columnOf = (sort: string): string => sort.replace(/^-/, '')
const encode = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

function decode(cursor: string, sort: string, key: readonly string[]): Cursor {
  try {
    const decoded = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (decoded[0] === sort && decoded[2].length === key.length) return decoded
  } catch {
    // Falls through: whatever is wrong with it, it is not one of ours.
  }
  throw new BadRequestError('The cursor is not one that this list gave for this sort')
}
