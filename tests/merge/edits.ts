/** A plausible edit by hand. */
export interface HandEdit {
  readonly name: string
  readonly edit: (text: string) => string
}

/** Replaces text that has to be there. */
export function swap(text: string, before: string, after: string): string {
  if (!text.includes(before)) throw new Error(`not in the text: ${before}`)
  return text.replace(before, () => after)
}

const after = (line: string, added: string) => (text: string) => swap(text, `${line}\n`, `${line}\n${added}\n`)
const before = (line: string, added: string) => (text: string) => swap(text, `${line}\n`, `${added}\n${line}\n`)
const drop = (line: string) => (text: string) => swap(text, `${line}\n`, '')
const replace = (one: string, other: string) => (text: string) => swap(text, one, other)
const all =
  (...edits: ((text: string) => string)[]) =>
  (text: string) =>
    edits.reduce((result, edit) => edit(result), text)

const health = "  app.route('/', health(lifecycle))"
const orders = "  app.route('/orders', orders)"
const ordersImport = "import { orders } from '#features/orders/routes.ts'"

/** Of an app.ts with the feature orders. */
export const appEdits: HandEdit[] = [
  {
    name: 'a route of their own after the last feature',
    edit: all(
      after(ordersImport, "import { legacy } from './legacy.ts'"),
      after(orders, "  app.route('/legacy', legacy)"),
    ),
  },
  {
    name: 'a route of their own between the features',
    edit: after(health, "  app.get('/hello', (c) => c.text('hello'))"),
  },
  {
    name: 'a middleware at the end of the others, with its import',
    edit: all(
      before("import { cors } from 'hono/cors'", "import { timing } from 'hono/timing'"),
      after('  })', '  app.use(timing())'),
    ),
  },
  {
    name: 'a middleware of several lines before the features',
    edit: before(
      health,
      "  app.use('/admin/*', async (c, next) => {\n    if (!c.req.header('x-admin')) return c.notFound()\n    await next()\n  })\n",
    ),
  },
  { name: 'a middleware removed', edit: drop('  app.use(middleware.compressJson)') },
  {
    name: 'a middleware with other options',
    edit: replace("exposeHeaders: ['*'] }", "exposeHeaders: ['Location'], credentials: true }"),
  },
  {
    name: 'a request variable of their own',
    edit: after("    c.set('db', db)", "    c.set('startedAt', Date.now())"),
  },
  {
    name: 'another order of features',
    edit: all(drop(orders), before(health, orders)),
  },
  {
    name: 'a comment over the features',
    edit: before(health, '  // Features, in alphabetical order.'),
  },
  {
    name: 'a prefix for a feature',
    edit: replace("app.route('/orders', orders)", "app.route('/api/orders', orders)"),
  },
  {
    name: 'a base path for all',
    edit: replace('createRouter().onError', "createRouter().basePath('/v1').onError"),
  },
  {
    name: 'semicolons, double quotes and four spaces',
    edit: (text) =>
      text
        .replaceAll("'", '"')
        .replace(/^ +/gm, (spaces) => spaces + spaces)
        .replace(/(?<=[^{},;*/\s(])$/gm, ';'),
  },
  {
    name: 'imports in groups, with their own order',
    edit: (text) => {
      const lines = text.split('\n')
      const imports = lines.filter((line) => line.startsWith('import '))
      const local = imports.filter((line) => line.includes("'./"))
      const features = imports.filter((line) => line.includes('#features'))
      const rest = imports.filter((line) => !local.includes(line) && !features.includes(line))
      return [...features, '', ...rest, '', ...local, ...lines.slice(imports.length)].join('\n')
    },
  },
]

/** Of the routes.ts of orders. */
export const routesEdits: HandEdit[] = [
  {
    name: 'a route of their own at the end',
    edit: (text) =>
      `${text.trimEnd()}\n  .get('/:id/lines', async (c) => {\n    return c.json(await listLines(c.var.db, c.req.param('id')))\n  })\n`,
  },
  {
    name: 'a route of their own in the middle',
    edit: before(
      "  .post('/', operation('Create an order', { 201: OrderRead }), validate('json', OrderCreate), async (c) => {",
      "  .get('/count', async (c) => {\n    return c.json(await countOrders(c.var.db))\n  })",
    ),
  },
  {
    name: 'a middleware before all routes',
    edit: after('export const orders = createRouter()', '  .use(authenticate)'),
  },
  {
    name: 'another answer',
    edit: replace('return c.json(order, 201)', 'return c.json({ id: order.id }, 201)'),
  },
  {
    name: 'a route removed',
    edit: (text) => swap(text, text.slice(text.indexOf('  .patch('), text.indexOf('  .delete(')), ''),
  },
]

const manifestEdit = (name: string, edit: (manifest: any) => void): HandEdit => ({
  name,
  edit: (text) => {
    const manifest = JSON.parse(text)
    edit(manifest)
    return `${JSON.stringify(manifest, null, 2)}\n`
  },
})

/** Of package.json. */
export const manifestEdits: HandEdit[] = [
  manifestEdit('a dependency of their own', ({ dependencies }) => (dependencies.nanoid = '5.1.0')),
  manifestEdit('a raised version', ({ dependencies }) => (dependencies.hono = '^4.14.0')),
  manifestEdit('a script of their own, and another one changed', ({ scripts }) => {
    scripts.lint = 'oxlint'
    scripts.test = 'vitest run --coverage'
  }),
  manifestEdit('a dependency removed', ({ dependencies }) => delete dependencies.pino),
  manifestEdit('a name, a licence, a field unknown to the template', (manifest) => {
    manifest.name = '@acme/shop'
    manifest.license = 'MIT'
    manifest.volta = { node: '24.0.0' }
  }),
  { name: 'tabs', edit: (text) => text.replace(/^ +/gm, (spaces) => '\t'.repeat(spaces.length / 2)) },
  { name: 'no newline at the end', edit: (text) => text.trimEnd() },
]
