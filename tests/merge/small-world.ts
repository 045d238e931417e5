import type { File, Tree } from '../../src/render/tree.ts'
import { renderApp, renderRoutes } from './fixtures.ts'
import { formatFile, type World } from './simulation.ts'
import { ofVersion } from './template-versions.ts'

/** What a project of the simulation is rendered from. */
interface Answers {
  readonly features: readonly string[]
  readonly redis: boolean
  readonly database: (typeof databases)[number]
  /** Of the templates: 0 as they stand, and others by `ofVersion`. */
  readonly version: number
  readonly search: readonly string[]
  readonly archive: readonly string[]
}

const databases = ['sqlite', 'postgres', 'mysql'] as const
const names = ['customers', 'invoices', 'orders', 'products']
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function projectTexts({ features, redis, database, version, search, archive }: Answers): (readonly [string, string])[] {
  return [
    [
      '.env.example',
      [
        'NODE_ENV=development',
        'PORT=3000',
        `DATABASE_URL=${database}:shop`,
        ...(redis ? ['', 'REDIS_URL=redis://localhost'] : []),
      ].join('\n') + '\n',
    ],
    ['app.ts', renderApp({ features, redis })],
    ['core/database.ts', renderDatabase(database)],
    ...(database === 'sqlite'
      ? []
      : [['compose.yaml', `services:\n  ${database}:\n    image: ${database}\n`] as const]),
    [
      'package.json',
      json({
        name: 'shop',
        type: 'module',
        scripts: { dev: 'tsx watch main.ts', test: 'vitest run' },
        dependencies: {
          hono: '4.13.0',
          ...drivers[database],
          ...(redis ? { ioredis: '5.6.0' } : {}),
          kysely: '0.29.0',
          zod: '4.6.7',
        },
        engines: { node: '>=24.16' },
      }),
    ],
    [
      'paxx.json',
      json({
        paxx: `0.${version}.0`,
        name: 'shop',
        database,
        redis,
        features: Object.fromEntries(features.map((name) => [name, ['name:string']])),
      }),
    ],
    [
      'README.md',
      ['# shop', '', '## Features', '', 'They are:', '', '- health', ...features.map((name) => `- ${name}`), ''].join(
        '\n',
      ),
    ],
    ...features.map((name): [string, string] => [
      `features/${name}/routes.ts`,
      renderRoutes({ search: search.includes(name), archive: archive.includes(name) }),
    ]),
  ]
}

const drivers = { sqlite: {}, postgres: { pg: '8.23.1' }, mysql: { mysql2: '3.17.0' } }

const renderDatabase = (database: Answers['database']): string =>
  [
    "import { Kysely } from 'kysely'",
    ...(database === 'sqlite' ? [] : [`import { pool } from './${database}.ts'`]),
    '',
    '/** Opens the database. */',
    'export function createDb(url: string) {',
    database === 'sqlite' ? '  const dialect = open(url)' : `  const dialect = ${database}(pool(url))`,
    '  return new Kysely({ dialect })',
    '}',
    '',
  ].join('\n')

const rendered = new Map<string, Tree>()

async function renderProject(answers: Answers): Promise<Tree> {
  const key = JSON.stringify(answers)
  const files = projectTexts(answers).map(async ([path, text]): Promise<[string, File]> => {
    return [path, { content: await formatFile(path, ofVersion(answers.version, path, text)), mode: 0o644 }]
  })
  if (!rendered.has(key)) rendered.set(key, new Map(await Promise.all(files)))
  return rendered.get(key)!
}

const toggle = (list: readonly string[], name: string): string[] =>
  list.includes(name) ? list.filter((other) => other !== name) : [...list, name].toSorted()

const sizeOf = ({ features, search, archive, redis }: Answers): number =>
  features.length + search.length + archive.length + Number(redis)

/** Small projects of a few files, which render in no time. */
export const smallWorld: World<Answers> = {
  start: { features: ['orders'], redis: false, database: 'sqlite', version: 0, search: [], archive: [] },
  commands: {
    feature: (answers, random) => ({ ...answers, features: toggle(answers.features, random.pick(names)) }),
    field: (answers, random) => {
      const list = random.pick(['search', 'archive'] as const)
      return { ...answers, [list]: toggle(answers[list], random.pick(names)) }
    },
    extension: (answers) => ({ ...answers, redis: !answers.redis }),
    upgrade: (answers) => ({ ...answers, version: answers.version + 1 }),
    switch: (answers, random) => {
      return { ...answers, database: random.pick(databases.filter((other) => other !== answers.database)) }
    },
  },
  render: renderProject,
  adds: (before, after) => sizeOf(after) > sizeOf(before),
}
