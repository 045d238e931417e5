import { swap } from '../merge/edits.ts'

/** What somebody may do to a generated file, and what a command then does. */
export interface HandEdit {
  readonly name: string
  readonly file: string
  /** The file after it; nothing where it is deleted. */
  readonly edit: (text: string) => string | undefined
  /** What a command that stops says of the file; where it says nothing, the command works. */
  readonly stops?: string
  /** Whether what the command would add is there already, or is not wanted: `works` then leaves the file alone. */
  readonly stays?: true
}

type Edit = HandEdit['edit']

const replace =
  (before: string, after: string): Edit =>
  (text) =>
    swap(text, before, after)
const rename =
  (before: string, after: string): Edit =>
  (text) =>
    text.replaceAll(new RegExp(String.raw`(?<!['/#.])\b${before}\b(?!')`, 'g'), after)
const below = (line: string, ...added: string[]): Edit => replace(`${line}\n`, [line, ...added, ''].join('\n'))
const all =
  (...edits: Edit[]): Edit =>
  (text) =>
    edits.reduce<string>((result, edit) => edit(result)!, text)
type Row = readonly [name: string, edit: Edit, more?: Partial<HandEdit>]
const inFile = (file: string, edits: readonly Row[], common: Partial<HandEdit> = {}) =>
  edits.map(([name, edit, more]): HandEdit => ({ name, file, edit, ...common, ...more }))

const crlf: Edit = (text) => text.replaceAll('\n', '\r\n')
const manifest =
  (change: (manifest: any) => void, indent = 2): Edit =>
  (text) => {
    const edited = JSON.parse(text)
    change(edited)
    return `${JSON.stringify(edited, null, indent)}\n`
  }
/** The keys of an object in JSON, from the last to the first. */
const turned: Edit = (text) =>
  `${JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).toReversed()), null, 2)}\n`
const ordersImport = "import { orders } from '#features/orders/routes.ts'"
const health = "  app.route('/', health(lifecycle))"
const orders = "  app.route('/orders', orders)"

/** `paxx feature create customers` brings an import and a mount. */
export const appEdits = inFile('app.ts', [
  ['app is called api', rename('app', 'api'), { stops: 'you renamed or removed `app`, which these lines use' }],
  [
    'one chain without a name',
    all(
      replace('  const app = createRouter()', '  return createRouter()'),
      (text) => text.slice(0, text.indexOf('\n  const production')) + "\n    .route('/orders', orders)\n}\n",
    ),
    { stops: 'you renamed or removed `app`, which these lines use' },
  ],
  [
    'a conflict that was never resolved',
    replace(orders, `<<<<<<< HEAD\n${orders}\n=======\n  app.route('/api', orders)\n>>>>>>> main`),
    { stops: 'an earlier conflict is still in it' },
  ],
  ['deleted', () => undefined, { stays: true }],
  [
    'the new lines, written before the command',
    all(
      replace(ordersImport, `import { customers } from '#features/customers/routes.ts'\n${ordersImport}`),
      below(orders, "  app.route('/customers', customers)"),
    ),
    { stays: true },
  ],
  ['semicolons', (text) => text.replace(/(?<=^(?:import .*|  (?:const|app|return) ?.*[^{]))$/gm, ';')],
  ['tabs', (text) => text.replaceAll(/^ +/gm, (spaces) => '\t'.repeat(spaces.length / 2))],
  ['double quotes', (text) => text.replaceAll("'", '"')],
  [
    'semicolons, four spaces and double quotes',
    (text) =>
      text
        .replaceAll("'", '"')
        .replaceAll(/^ +/gm, '$&$&')
        .replaceAll(/(?<=^(?:import .*|    (?:const|app|return) ?.*[^{]))$/gm, ';'),
  ],
  ['CRLF', crlf],
  ['no newline at the end', (text) => text.trimEnd()],
  ['a byte order mark', (text) => `\uFEFF${text}`],
  [
    'imports in another order',
    (text) => {
      const lines = text.split('\n')
      return [...lines.slice(0, 9).toReversed(), ...lines.slice(9)].join('\n')
    },
  ],
  ['imports in groups', replace('import { health }', '\n// Features\nimport { health }')],
  [
    'a type import in one with others',
    replace("import type { Hono } from 'hono'", "import { Hono, type Context } from 'hono'"),
  ],
  ['mounts in another order', all(replace(`${orders}\n`, ''), replace(health, `${orders}\n${health}`))],
  [
    'mounts in a function',
    all(
      replace(`${health}\n${orders}\n`, '  mountFeatures(app, lifecycle)\n'),
      (text) =>
        `${text}\nfunction mountFeatures(app: Hono<Env>, lifecycle: Resources['lifecycle']): void {\n${health}\n${orders}\n}\n`,
    ),
  ],
  [
    'mounts in a loop',
    replace(
      orders,
      "  for (const [path, routes] of [['/orders', orders]] as const) {\n    app.route(path, routes)\n  }",
    ),
  ],
  ['mounts in a block', replace(`${health}\n${orders}`, `  {\n  ${health}\n  ${orders}\n  }`)],
  [
    'mounts in a chain',
    replace(`${health}\n${orders}`, "  app.route('/', health(lifecycle)).route('/orders', orders)"),
  ],
  ['mounts under a base path', replace(orders, "  const api = app.basePath('/api')\n  api.route('/orders', orders)")],
  ['a feature mounted elsewhere', replace("'/orders', orders", "'/api/orders', orders")],
  [
    'a feature under another name',
    all(replace('{ orders }', '{ orders as purchases }'), replace(', orders)', ', purchases)')),
  ],
  ['a feature taken out', all(replace(`${ordersImport}\n`, ''), replace(`${orders}\n`, ''))],
  ['a mount commented out', replace(orders, `  // ${orders.trim()}`)],
  [
    'comments',
    all(
      below("import { cors } from 'hono/cors'", '// Ours:'),
      replace(health, `  /* Features,\n     mounted. */\n${health}`),
    ),
  ],
  [
    'a middleware of its own, with its import',
    all(
      replace("import { cors } from 'hono/cors'", "import { cors } from 'hono/cors'\nimport { etag } from 'hono/etag'"),
      below('  app.use(middleware.aroundRequests(resources))', '  app.use(etag())'),
    ),
  ],
  [
    'a middleware before the features',
    replace(
      `\n${health}`,
      `  app.use(async (c, next) => {\n    await next()\n    c.header('x-shop', 'mine')\n  })\n\n${health}`,
    ),
  ],
  ['routes of its own between the features', below(health, "  app.get('/hello', (c) => c.text('hello'))")],
  ['routes of its own after the features', below(orders, "  app.get('/hello', (c) => c.text('hello'))")],
  [
    'createApp as a constant',
    replace(
      'export function createApp(resources: Resources): Hono<Env> {',
      'export const createApp = (resources: Resources): Hono<Env> => {',
    ),
  ],
  ['createApp under another name', replace('createApp', 'buildApp')],
  ['production under another name', rename('production', 'live')],
  ['no blank lines', (text) => text.replaceAll(/\n{2,}/g, '\n')],
  ['lines at the end', (text) => `${text}\nexport type App = ReturnType<typeof createApp>\n`],
])

/** `paxx feature create customers` brings an object. */
export const answersEdits = inFile('paxx.json', [
  ['four spaces', (text) => text.replaceAll(/^ +/gm, '$&$&')],
  ['keys in another order', turned],
  ['one line', (text) => JSON.stringify(JSON.parse(text))],
  ['CRLF', crlf],
])

/** `paxx feature create customers` has nothing for it. */
export const manifestEdits = inFile(
  'package.json',
  [
    ['scripts of its own', manifest(({ scripts }) => Object.assign(scripts, { lint: 'oxlint', test: 'vitest' }))],
    ['scripts removed', manifest((edited) => (edited.scripts = { dev: edited.scripts.dev }))],
    ['keys in another order', turned],
    ['four spaces', manifest(() => {}, 4)],
    ['other versions', manifest(({ dependencies }) => (dependencies.hono = '^4.99.0'))],
    ['deleted', () => undefined],
  ],
  { stays: true },
)

/** `paxx add redis` brings settings, with what they are in development and in tests. */
export const settingsEdits = inFile('settings.ts', [
  [
    'another default in development and in tests',
    all(
      below("    SHUTDOWN_DELAY: '0',", "    LOG_LEVEL: 'debug',"),
      below("    LOG_LEVEL: 'silent',", "    BODY_LIMIT: '10',"),
    ),
  ],
  [
    'defaults in another order',
    replace(
      "    HOST: 'localhost',\n    DATABASE_URL: 'sqlite:data/shop.db',",
      "    DATABASE_URL: 'sqlite:data/shop.db',\n    HOST: 'localhost',",
    ),
  ],
  [
    'a setting of its own',
    below('  DOCS_PASSWORD: z.string().min(32).optional(),', '  MAIL_FROM: z.email().optional(),'),
  ],
])

const feature = (file: string) => `features/orders/${file}`

/** `paxx field add orders gift:boolean:default=false` brings a column, a filter and what tests them. */
export const featureEdits = [
  ...inFile(
    feature('routes.ts'),
    [
      ['a route of its own', (text) => `${text.trimEnd()}\n  .get('/:id/lines', (c) => c.json([]))\n`],
      ['another handler', replace('return c.json(created, 201)', 'return c.json({ id: created.id }, 201)')],
      ['a route less', (text) => text.slice(0, text.indexOf('\n  .delete(')) + '\n'],
      ['the router under another name', replace('export const orders', 'const router')],
      ['semicolons and double quotes', (text) => `${text.replaceAll("'", '"').trimEnd()};\n`],
    ],
    { stays: true },
  ),
  ...inFile(feature('services.ts'), [
    [
      'rows is called selection',
      rename('rows', 'selection'),
      { stops: 'you renamed or removed `rows`, which these lines use' },
    ],
    [
      'a filter of its own',
      below("  let rows = db.selectFrom('orders').select(columns)", "  rows = rows.where('total', '>', 0)"),
    ],
    [
      'a service of its own',
      (text) =>
        `${text}\nexport const countOrders = async (db: Db) => await db.selectFrom('orders').select('id').execute()\n`,
    ],
    ['another service changed', replace('  if (!found) throw', '  if (!found || id === 1) throw')],
    ['semicolons', (text) => text.replaceAll(/(?<=^(?:import|const|  return) .*[)'])$/gm, ';')],
    ['CRLF', crlf],
  ]),
  ...inFile(feature('models.ts'), [
    ['a column of its own', below('  total: z.int().min(0),', '  mine: z.int().default(1),')],
    ['columns in another order', (text) => text.replace(/( +total.*\n)( +status.*\n)/, '$2$1')],
    ['comments at columns', replace('  status:', '  /** Where it is. */\n  status:')],
    ['a column with other rules', replace('z.int().min(0)', 'z.int().min(10).max(99)')],
    ['the model under another name', rename('Order', 'Purchase')],
  ]),
  ...inFile(feature('schemas.ts'), [
    [
      'no filter left',
      replace('.extend({ status: Order.shape.status.unwrap().optional() })', ''),
      { stops: 'you changed the lines that it would change' },
    ],
    [
      'a schema of its own',
      (text) => `${text}\nexport const OrderSummary = OrderRead.pick({ id: true, total: true })\n`,
    ],
    ['another schema changed', replace('.strict().register', '.strict().refine(({ total }) => total < 1e6).register')],
  ]),
  ...inFile(feature('orders.test.ts'), [
    ['deleted', () => undefined, { stays: true }],
    [
      'a test of its own',
      (text) => text.replace(/\}\)\n$/, "\n  it('is mine', () => {\n    expect(1).toBe(1)\n  })\n})\n"),
    ],
  ]),
]
