import { expect } from 'vitest'

type Row = Record<string, unknown>
type Get = (url: string) => Promise<any>
/** What a row includes: the one that its field names, or those that a filter of the other's list finds. */
type Relation = readonly [kind: 'one' | 'many', path: string, key: string]

/** The relations of the shop, by the paths of its features. */
const relations: Readonly<Record<string, Readonly<Record<string, Relation>>>> = {
  '/categories': { parent: ['one', '/categories', 'parentId'], categories: ['many', '/categories', 'parentId'] },
  '/products': {
    category: ['one', '/categories', 'categoryId'],
    reviews: ['many', '/reviews', 'productId'],
    stocks: ['many', '/stocks', 'productId'],
  },
  '/orders': {
    customer: ['one', '/customers', 'customerId'],
    items: ['many', '/items', 'orderId'],
    tags: ['many', '/tags', 'orderId'],
  },
  '/items': { order: ['one', '/orders', 'orderId'], product: ['one', '/products', 'productId'] },
  '/tags': { orders: ['many', '/orders', 'tagId'] },
  '/reviews': {
    product: ['one', '/products', 'productId'],
    author: ['one', '/customers', 'authorId'],
    editor: ['one', '/customers', 'editorId'],
  },
  '/stocks': { product: ['one', '/products', 'productId'], tag: ['one', '/tags', 'tagId'] },
}

/**
 * Expects that each row includes what the routes of others say of it, in a list as by itself.
 * @returns how many were included, by their relations
 */
export async function expectIncluded(get: Get): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const known = new Map<string, Promise<Row>>()
  const getOnce = (url: string) => known.get(url) ?? known.set(url, get(url)).get(url)!
  for (const [path, related] of Object.entries(relations)) {
    const names = Object.keys(related)
    const shown = await listAll(get, path, `include=${names}`)
    for (const [index, row] of (await listAll(get, path)).entries()) {
      const wanted = { ...row }
      for (const [name, [kind, other, key]] of Object.entries(related)) {
        const id = row[key]
        if (kind === 'one') wanted[name] = id === null ? null : await getOnce(`${other}/${String(id)}`)
        else Object.assign(wanted, cut(name, await listAll(get, other, `${key}=${String(row['id'])}`)))
        const relation = `${path}?include=${name}`
        counts[relation] = (counts[relation] ?? 0) + [wanted[name] ?? []].flat().length
      }
      expect(shown[index]).toEqual(wanted)
      expect(await get(`${path}/${keyOf(row)}?include=${names}`)).toEqual(wanted)
    }
  }
  return counts
}

/** All rows of a list, in the order in which they were made. */
async function listAll(get: Get, path: string, query = ''): Promise<Row[]> {
  const rows: Row[] = []
  for (let cursor = ''; ;) {
    const page = await get(`${path}?limit=100&${query}${cursor && `&cursor=${cursor}`}`)
    rows.push(...page.items)
    if (page.nextCursor === null) return rows.toSorted(byKey)
    cursor = page.nextCursor
  }
}

const keyOf = ({ id, tagId, productId }: Row): string => (id === undefined ? `${tagId}/${productId}` : String(id))
const byKey = (a: Row, b: Row): number => {
  const [one, other] = [a, b].map(({ id, tagId }) => id ?? tagId) as [number, number]
  return one < other ? -1 : one > other ? 1 : 0
}

/** As many as are included, and that there are more. */
const cut = (name: string, rows: Row[]): Row =>
  rows.length > 100 ? { [name]: rows.slice(0, 100), [`${name}Truncated`]: true } : { [name]: rows }
