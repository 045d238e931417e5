import { type FormatOptions, format } from '../../src/render/format.ts'

/** What the templates' own .oxfmtrc.json says. */
export const options: FormatOptions = {
  semi: false,
  singleQuote: true,
  printWidth: 120,
  trailingComma: 'all',
  sortImports: { newlinesBetween: false },
}

export const formatter = (changes: FormatOptions = {}, path = 'app.ts') => {
  return async (text: string) => await format(path, text, { ...options, ...changes })
}

export interface App {
  readonly features?: readonly string[]
  /** With an extension, which adds a middleware, an import and a request variable. */
  readonly redis?: boolean
}

/** An app.ts as the templates render it. */
export function renderApp({ features = [], redis = false }: App = {}): string {
  const imports = [...features, 'health']
    .toSorted()
    .map((name) => `import { ${name} } from '#features/${name}/routes.ts'`)
  const when = <T>(condition: boolean, ...items: T[]): T[] => (condition ? items : [])
  return `${[
    "import type { Hono } from 'hono'",
    "import { cors } from 'hono/cors'",
    "import { mountDocs } from '#core/docs.ts'",
    "import { createRouter, type Env } from '#core/http.ts'",
    "import * as middleware from '#core/middleware.ts'",
    "import { notFound, onError } from '#core/problem.ts'",
    ...when(redis, "import { cache } from '#core/redis.ts'"),
    ...imports,
    "import type { Resources } from './resources.ts'",
    '',
    '/** The table of contents: what each request passes, and every feature, mounted. */',
    'export function createApp(resources: Resources): Hono<Env> {',
    '  const { db, lifecycle, logger, settings } = resources',
    '  const app = createRouter().onError(onError(logger)).notFound(notFound)',
    "  const production = settings.NODE_ENV === 'production'",
    '',
    '  app.use(middleware.logRequests(logger))',
    '  app.use(middleware.throwErrors)',
    '  app.use(middleware.secureHeaders({ production, lifecycle }))',
    "  if (settings.CORS_ORIGINS.length > 0) app.use(cors({ origin: settings.CORS_ORIGINS, exposeHeaders: ['*'] }))",
    '  app.use(middleware.compressJson)',
    '  app.use(middleware.refuseMethods(app))',
    '  app.use(middleware.limitBody(settings.BODY_LIMIT))',
    '  app.use((c, next) => {',
    "    c.set('db', db)",
    ...when(redis, "    c.set('redis', resources.redis)"),
    '    return next()',
    '  })',
    ...when(redis, '  app.use(cache(resources.redis))'),
    '',
    "  app.route('/', health(lifecycle))",
    ...features.map((name) => `  app.route('/${name}', ${name})`),
    '',
    "  if (!production) mountDocs(app, 'shop')",
    "  else if (settings.DOCS_PASSWORD) mountDocs(app, 'shop', settings.DOCS_PASSWORD)",
    '  return app',
    '}',
  ].join('\n')}\n`
}

/** A routes.ts as the templates render it; a filter is an addition that `field add` makes. */
export const renderRoutes = ({ search = false, archive = false } = {}): string =>
  `${[
    "import { createRouter, operation, validate } from '#core/http.ts'",
    search
      ? "import { OrderCreate, OrderPage, OrderParams, OrderQuery, OrderRead, OrderSearch, OrderUpdate } from './schemas.ts'"
      : "import { OrderCreate, OrderPage, OrderParams, OrderQuery, OrderRead, OrderUpdate } from './schemas.ts'",
    archive
      ? "import { archiveOrder, createOrder, deleteOrder, getOrder, listOrders, updateOrder } from './services.ts'"
      : "import { createOrder, deleteOrder, getOrder, listOrders, updateOrder } from './services.ts'",
    '',
    'export const orders = createRouter()',
    "  .get('/', operation('List orders', { 200: OrderPage }), validate('query', OrderQuery), async (c) => {",
    "    return c.json(await listOrders(c.var.db, c.req.valid('query')))",
    '  })',
    ...(search
      ? [
          "  .get('/search', operation('Search orders', { 200: OrderPage }), validate('query', OrderSearch), async (c) => {",
          "    return c.json(await listOrders(c.var.db, c.req.valid('query')))",
          '  })',
        ]
      : []),
    "  .post('/', operation('Create an order', { 201: OrderRead }), validate('json', OrderCreate), async (c) => {",
    "    const order = await createOrder(c.var.db, c.req.valid('json'))",
    "    c.header('Location', `${c.req.path}/${order.id}`)",
    '    return c.json(order, 201)',
    '  })',
    "  .get('/:id', operation('Get an order', { 200: OrderRead }), validate('param', OrderParams), async (c) => {",
    "    return c.json(await getOrder(c.var.db, c.req.valid('param').id))",
    '  })',
    '  .patch(',
    "    '/:id',",
    "    operation('Update an order', { 200: OrderRead }),",
    "    validate('param', OrderParams),",
    "    validate('json', OrderUpdate),",
    '    async (c) => {',
    "      return c.json(await updateOrder(c.var.db, c.req.valid('param').id, c.req.valid('json')))",
    '    },',
    '  )',
    "  .delete('/:id', operation('Delete an order', { 204: 'Deleted' }), validate('param', OrderParams), async (c) => {",
    "    await deleteOrder(c.var.db, c.req.valid('param').id)",
    '    return c.body(null, 204)',
    '  })',
    ...(archive
      ? [
          "  .post('/:id/archive', operation('Archive an order', { 200: OrderRead }), validate('param', OrderParams), async (c) => {",
          "    return c.json(await archiveOrder(c.var.db, c.req.valid('param').id))",
          '  })',
        ]
      : []),
  ].join('\n')}\n`

/** A package.json as the templates render it. */
export const renderManifest = ({ redis = false, hono = '4.13.0' } = {}): string =>
  `${JSON.stringify(
    {
      name: 'shop',
      version: '0.1.0',
      type: 'module',
      scripts: {
        dev: 'tsx watch main.ts',
        test: 'vitest run',
        ...(redis ? { 'redis:flush': 'tsx scripts/redis.ts flush' } : {}),
      },
      dependencies: { hono, ...(redis ? { ioredis: '5.6.0' } : {}), kysely: '0.29.0', pino: '9.7.0', zod: '4.6.7' },
      engines: { node: '>=24.16' },
    },
    null,
    2,
  )}\n`
