import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { outputFile } from 'fs-extra/esm'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support.ts'
import { copyOfShop, serve, succeed } from './shop.ts'

/** Generators of others, with a TypeScript that they support. */
const packages = {
  '@hey-api/openapi-ts': '0.99.0',
  'openapi-fetch': '0.17.0',
  'openapi-typescript': '7.13.0',
  orval: '8.38.0',
  '@types/node': '24.19.2',
  typescript: '5.9.3',
}

/** Each of them, and a program that calls every operation of a feature by it: what it prints is the same of all. */
const generators: Readonly<Record<string, { readonly generate: readonly string[]; readonly program: string }>> = {
  'its own client': {
    generate: [],
    program: `import { ApiError, createClient } from './client/client.ts'

const api = createClient(process.env['API']!)
const customer = await api('POST /customers', { body: { email: 'ada@example.com', name: 'Ada' } })
const { id } = await api('POST /orders', { body: { customerId: customer.id, price: '1.50', kind: 'b' } })
const page = await api('GET /orders', { query: { include: ['customer'], kind: 'b', limit: 5 } })
const found = await api('GET /orders/{id}', { path: { id }, query: { include: ['customer'] } })
const updated = await api('PATCH /orders/{id}', { path: { id }, body: { price: '2.00' } })
const nothing: undefined = await api('DELETE /orders/{id}', { path: { id } })
const failed = await api('GET /orders/{id}', { path: { id } }).catch((error: unknown) => error)
if (!(failed instanceof ApiError)) throw failed
console.log(page.items.length, found.customer?.email, updated.price, nothing, failed.problem.status)

export const wrong = () => [
  // @ts-expect-error There is no such kind.
  api('GET /orders', { query: { kind: 'c' } }),
  // @ts-expect-error A price is missing.
  api('POST /orders', { body: { customerId: 1 } }),
  // @ts-expect-error There is no such operation.
  api('GET /nothing'),
  // @ts-expect-error Of which?
  api('GET /orders/{id}'),
]
`,
  },
  'openapi-typescript': {
    generate: ['openapi.json', '--output', 'types.ts', '--default-non-nullable=false'],
    program: `import createClient from 'openapi-fetch'
import type { paths } from './types.ts'

const api = createClient<paths>({ baseUrl: process.env['API']! })
const customer = await api.POST('/customers', { body: { email: 'ada@example.com', name: 'Ada' } })
const order = await api.POST('/orders', { body: { customerId: customer.data!.id, price: '1.50', kind: 'b' } })
const params = { path: { id: order.data!.id } }
const page = await api.GET('/orders', { params: { query: { include: ['customer'], kind: 'b', limit: 5 } } })
const found = await api.GET('/orders/{id}', { params: { ...params, query: { include: ['customer'] } } })
const updated = await api.PATCH('/orders/{id}', { params, body: { price: '2.00' } })
const deleted = await api.DELETE('/orders/{id}', { params })
const failed = await api.GET('/orders/{id}', { params })
console.log(page.data!.items.length, found.data!.customer?.email, updated.data!.price, deleted.data, failed.error!.status)
`,
  },
  'openapi-ts': {
    generate: ['--input', 'openapi.json', '--output', 'hey'],
    program: `import { createCustomer, createOrder, deleteOrder, getOrder, listOrders, updateOrder } from './hey'
import { client } from './hey/client.gen'

client.setConfig({ baseUrl: process.env['API']! })
const customer = await createCustomer({ body: { email: 'ada@example.com', name: 'Ada' } })
const order = await createOrder({ body: { customerId: customer.data!.id, price: '1.50', kind: 'b' } })
const path = { id: order.data!.id }
const page = await listOrders({ query: { include: ['customer'], kind: 'b', limit: 5 } })
const found = await getOrder({ path, query: { include: ['customer'] } })
const updated = await updateOrder({ path, body: { price: '2.00' } })
const deleted = await deleteOrder({ path })
const failed = await getOrder({ path })
const nothing = deleted.response?.status === 204 ? undefined : deleted
console.log(page.data!.items.length, found.data!.customer?.email, updated.data!.price, nothing, failed.error!.status)
`,
  },
  orval: {
    generate: ['--input', 'openapi.json', '--output', 'orval/api.ts', '--client', 'fetch'],
    program: `import { createCustomer, createOrder, deleteOrder, getOrder, listOrders, updateOrder } from './orval/api'

const send = globalThis.fetch
globalThis.fetch = async (url, init) => await send(new URL(String(url), process.env['API']), init)
const customer = await createCustomer({ email: 'ada@example.com', name: 'Ada' })
if (customer.status !== 201) throw new Error('no customer')
const order = await createOrder({ customerId: customer.data.id, price: '1.50', kind: 'b' })
if (order.status !== 201) throw new Error('no order')
const page = await listOrders({ include: ['customer'], kind: 'b', limit: 5 })
const found = await getOrder(order.data.id, { include: ['customer'] })
const updated = await updateOrder(order.data.id, { price: '2.00' })
const deleted = await deleteOrder(order.data.id)
const failed = await getOrder(order.data.id)
if (page.status !== 200 || found.status !== 200 || updated.status !== 200) throw new Error('no answer')
const nothing = deleted.status === 204 ? undefined : deleted
console.log(page.data.items.length, found.data.customer?.email, updated.data.price, nothing, failed.status)
`,
  },
}

/** The same by the types of the routes, within the project. */
const byRoutes = `import { hc } from 'hono/client'
import type { customers } from '#features/customers/routes.ts'
import type { orders } from '#features/orders/routes.ts'

const customersApi = hc<typeof customers>(\`\${process.env['API']}/customers\`)
const ordersApi = hc<typeof orders>(\`\${process.env['API']}/orders\`)
const customer = await (await customersApi.index.$post({ json: { email: 'ada@example.com', name: 'Ada' } })).json()
const { id } = await (await ordersApi.index.$post({ json: { customerId: customer.id, price: '1.50', kind: 'b' } })).json()
const param = { id: String(id) }
const page = await (await ordersApi.index.$get({ query: { include: 'customer', kind: 'b', limit: '5' } })).json()
const found = await (await ordersApi[':id'].$get({ param, query: { include: 'customer' } })).json()
const updated = await (await ordersApi[':id'].$patch({ param, json: { price: '2.00' } })).json()
const deleted = await ordersApi[':id'].$delete({ param })
const failed = await ordersApi[':id'].$get({ param, query: {} })
const nothing = deleted.status === 204 ? undefined : deleted
console.log(page.items.length, found.customer?.email, updated.price, nothing, failed.status)

export const wrong = () => [
  // @ts-expect-error There is no such kind.
  ordersApi.index.$get({ query: { kind: 'c' } }),
  // @ts-expect-error A price is missing.
  ordersApi.index.$post({ json: { customerId: 1 } }),
  // @ts-expect-error There is no such operation.
  ordersApi.index.$put(),
]
`

const nameOf = (generator: string): string => `by-${generator.replaceAll(' ', '-')}`

const compilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  allowImportingTsExtensions: true,
  types: ['node'],
}

it('serves programs in other projects by what each generator makes of it', async () => {
  const cwd = await copyOfShop()
  const paxx = async (...args: string[]) => await succeed('npx', ['--no-install', 'paxx', ...args], { cwd })
  await paxx('add', 'client')
  await paxx('feature', 'create', 'customers', 'email:email', 'name:string')
  const fields = ['customer:references:cascade', 'price:decimal=10,2', 'kind:enum=a,b:default=a']
  await paxx('feature', 'create', 'orders', ...fields)
  await succeed('npx', ['vitest', 'run', 'client'], { cwd })
  await outputFile(path.join(cwd, 'by-routes.ts'), byRoutes)
  await succeed('npx', ['--no-install', 'tsc'], { cwd })

  const elsewhere = { cwd: await temporaryFolder() }
  const copy = async (file: string, text: string) => await outputFile(path.join(elsewhere.cwd, file), text)
  for (const file of ['openapi.json', 'client/api.ts', 'client/client.ts']) {
    await copy(file, await readFile(path.join(cwd, file), 'utf8'))
  }
  await copy('package.json', JSON.stringify({ type: 'module', dependencies: packages }))
  await succeed('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], elsewhere)
  for (const [name, { generate, program }] of Object.entries(generators)) {
    if (generate.length > 0) await succeed('npx', ['--no-install', name, ...generate], elsewhere)
    await copy(`${nameOf(name)}.ts`, program)
  }
  const files = Object.keys(generators).map((name) => `${nameOf(name)}.ts`)
  await copy('tsconfig.json', JSON.stringify({ compilerOptions, files }))
  await succeed('npx', ['--no-install', 'tsc'], elsewhere)

  const env = { DATABASE_URL: 'sqlite:data/called.db' }
  await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
  const { url } = await serve('tsx', ['main.ts'], { cwd, env })
  const tsx = path.join(cwd, 'node_modules/.bin/tsx')
  for (const name of Object.keys(generators)) {
    const said = await succeed(tsx, [`${nameOf(name)}.ts`], { ...elsewhere, env: { API: url } })
    expect(`${name}: ${said}`).toBe(`${name}: 1 ada@example.com 2.00 undefined 404`)
  }
  const said = await succeed(tsx, ['by-routes.ts'], { cwd, env: { API: url } })
  expect(said).toBe('1 ada@example.com 2.00 undefined 404')
})
