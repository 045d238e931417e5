import { serve, succeed } from './shop.ts'

export type Request = readonly [method: string, path: string, body?: unknown]

const email = (n: number) => `${'zZaA_b'[n % 6]}${n}@example.com`
const order = { customerId: 1, total: 5 }
const note = (notes: string) => ['POST', '/orders', { ...order, notes }] as const

/** What every database answers alike, asked of the two features of the contract. `NEXT` is the cursor that came last. */
const usual: readonly Request[] = [
  ...Array.from({ length: 7 }, (_, n) => ['POST', '/customers', { email: email(n), name: `N ${n}` }] as const),
  ['POST', '/customers', { email: email(0).toUpperCase(), name: 'Another case' }],
  // Some count the rows that they refused, so none is created after this one.
  ['POST', '/customers', { email: email(0), name: 'again' }],
  ['GET', '/customers?limit=3'],
  ['GET', '/customers?limit=3&cursor=NEXT'],
  ['GET', '/customers?limit=3&sort=email'],
  ['GET', '/customers?limit=3&sort=email&cursor=NEXT'],
  ['GET', '/customers?limit=100&sort=email'],
  ['GET', '/customers?limit=100&sort=-email'],
  ['GET', '/customers/9007199254740991'],
  ['POST', '/orders', order],
  note("it's; drop table orders -- \\' \" ` ?"),
  note('👩‍🚀 Ünïcode ends in spaces  '),
  note('2026-11-20T10:15:00.000Z'),
  note(''),
  ['POST', '/orders', { ...order, total: 3_000_000_000 }],
  ['POST', '/orders', { ...order, customerId: 999 }],
  ['GET', '/orders?status=pending&sort=total'],
  ['GET', '/orders?customerId=1&limit=2'],
  ['GET', '/orders?customerId=1&limit=2&cursor=NEXT'],
  ['GET', '/orders?gift=false&sort=-createdAt'],
  ['GET', '/orders?sort=nothing'],
  ['PATCH', '/orders/1', { status: 'paid', gift: true }],
  ['PATCH', '/orders/1', {}],
  ['PATCH', '/orders/1', { customerId: 999 }],
  ['PATCH', '/customers/2', { email: email(0) }],
  ['PATCH', '/orders/999', { gift: true }],
  ['DELETE', '/customers/1'],
  ['DELETE', '/orders/1'],
  ['DELETE', '/orders/1'],
  ['GET', '/orders/1'],
]

/** What a project answers to requests, but for what is another each time. */
export async function converse(
  cwd: string,
  env: Record<string, string>,
  requests: readonly Request[] = usual,
): Promise<(readonly [method: string, path: string, status: number, text: string])[]> {
  await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
  const { url } = await serve('tsx', ['main.ts'], { cwd, env })
  const answers: (readonly [string, string, number, string])[] = []
  let next = ''
  for (const [method, route, body] of requests) {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    const res = await fetch(url + route.replace('NEXT', next), init)
    const text = await res.text()
    next = /"nextCursor":"([^"]+)"/.exec(text)?.[1] ?? next
    const usualText = text
      .replaceAll(/"(createdAt|updatedAt)":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"$1":"instant"')
      .replaceAll(/"(requestId|nextCursor)":"[^"]+"/g, '"$1":"any"')
    answers.push([method, route, res.status, usualText])
  }
  return answers
}
