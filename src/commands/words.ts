const list = (text: string): string[] => text.trim().split(/,\s+/)
/** Each of some words after each of others: of Rails, Nest and Adonis, which have `generate` and `g`. */
const pairs = (first: string, second: string): string[] =>
  list(first).flatMap((one) => list(second).map((other) => `${one} ${other}`))
/** Of Laravel and Adonis. */
const made = (what: string): string[] => list(what).map((kind) => `make:${kind}`)

/**
 * Words of other tools (Rails, Laravel, Django, Nest, Adonis, Phoenix, Prisma, Drizzle, Knex, TypeORM, Flask) that are a
 * command of ours under another name: what is typed after them goes on to it.
 */
export const aliases: readonly (readonly [ours: string, theirs: readonly string[]])[] = [
  ['bootstrap', list('new, n, makeproject, startproject, create-app, phx.new, init')],
  ['start', list('serve, server, s, runserver, phx.server, start:dev')],
  ['shell', list('console, c, tinker, repl, shell_plus')],
  ['routes', list('route:list, list:routes, phx.routes, show_urls')],
  [
    'feature create',
    [
      ...pairs('generate, g', 'resource, scaffold, feature, res'),
      ...list('startapp, make:resource, phx.gen.json, phx.gen.context'),
    ],
  ],
  ['feature remove', pairs('destroy, d', 'resource, scaffold, feature')],
  ['add', list('plugin install, plugin add, configure')],
  ['add docker', ['dockerize']],
  ['add auth', [...pairs('generate, g', 'auth, authentication'), ...made('auth'), 'phx.gen.auth']],
  ['add mail', [...pairs('generate, g', 'mailer'), ...made('mail, mailer')]],
  ['job create', [...pairs('generate, g', 'job'), ...made('job')]],
  ['event create', [...pairs('generate, g', 'event'), ...made('event')]],
  ['run users:create', list('create user, createsuperuser')],
  ['run users:token', pairs('generate, g', 'token')],
  ['remove', list('plugin remove, plugin uninstall, uninstall')],
  ['extensions', list('plugin list, plugins')],
  ['extensions info', ['plugin info']],
  [
    'db upgrade',
    list(`migrate, migrate deploy, migrate latest, migrate up, migrate:latest, migrate:up, migration:run, ecto.migrate,
      db apply`),
  ],
  [
    'db downgrade',
    list(`rollback, db rollback, migrate rollback, migrate down, migrate:rollback, migrate:down, db:rollback,
      migration:rollback, migration:revert, db:migrate:undo, ecto.rollback`),
  ],
  [
    'db migrate',
    list(`makemigrations, make:migration, generate migration, g migration, migration:generate, migration:create,
      migrate:make, db revision, db generate, ecto.gen.migration, phx.gen.migration`),
  ],
  [
    'db status',
    list('migrate status, migrate:status, migrate:list, migration:status, migration:show, showmigrations, db:status'),
  ],
  ['db history', ['db log']],
  ['db squash', list('squashmigrations, migrate squash, migration:squash, schema:squash, migrations:rollup')],
  [
    'db reset',
    list(`migrate reset, migrate fresh, migrate refresh, migrate:fresh, migrate:refresh, migration:fresh,
      migration:refresh, db fresh, db recreate, ecto.reset, db:reset`),
  ],
  ['db pull', list('introspect, db introspect, inspectdb, schema:dump')],
  ['db check', ['migrate diff']],
  ['db seed', list('seed, seed:run, db:seed')],
  ['inspect', list('model:show, db:table, db show, describe')],
  ['templates eject feature', list('eject, stub:publish')],
  ['upgrade', ['update']],
  ['doctor', list('about, info')],
  ['config edit', list('credentials:edit, env:edit')],
  ['config show', list('config:show, config list, settings')],
  ['log tail', list('pail, logs, logs tail')],
  ['clean', list('tmp:clear, optimize:clear')],
]

/** The command of ours that words are another name of. */
export const aliasOf = (words: string): string | undefined => aliases.find(([, theirs]) => theirs.includes(words))?.[0]

/** Words of other tools for what is done otherwise here: what there is, and what to type. */
export interface Told {
  readonly words: readonly string[]
  readonly says: string
  /** A command of ours, or of what a project has. */
  readonly type: string
}

export const told: readonly Told[] = [
  {
    words: [
      ...list('generate, g, phx.gen.schema, phx.gen.html, phx.gen.live, entity:create'),
      ...pairs('generate, g', 'model, mo, module, route, routes, controller, co, service, class, cl, api'),
      ...made('model, controller, request, service, validator, entity, factory, policy'),
    ],
    says: 'A feature has its model, schemas, services, routes and tests, made together from its fields.',
    type: 'paxx feature create orders total:integer',
  },
  {
    words: ['create'],
    says: '`paxx bootstrap shop` writes a project, and in a project a feature is created.',
    type: 'paxx feature create orders total:integer',
  },
  {
    words: [...list('destroy, d'), ...pairs('destroy, d', 'model, controller')],
    says: 'A feature goes with all that was made of it, and what you edited stays.',
    type: 'paxx feature remove orders',
  },
  {
    words: ['db:migrate'],
    says: '`paxx db migrate "…"` writes a migration; what applies those that are there is another one.',
    type: 'paxx db upgrade',
  },
  {
    words: list('migrate dev, db push, push, schema:sync, db sync, db:sync'),
    says: 'A change of models is a migration first, which `paxx db upgrade` then applies.',
    type: 'paxx db migrate "what changed"',
  },
  {
    words: list('db init, migrate:install, migrate init'),
    says: 'Migrations are there from the start, in migrations/.',
    type: 'paxx db migrate "what changed"',
  },
  {
    words: list('db create, db setup, db prepare, db:create, db:setup, db:prepare, ecto.create, ecto.setup'),
    says: 'A database is made where it is first migrated; `paxx db seed` fills it.',
    type: 'paxx db upgrade',
  },
  {
    words: list('db drop, db:drop, db:wipe, db:truncate, flush, migrate:reset, migration:reset, ecto.drop'),
    says: 'One command drops everything and migrates anew.',
    type: 'paxx db reset',
  },
  {
    words: list('sqlmigrate, migrate:sql'),
    says: 'What migrations would run is printed by an option of the command that runs them.',
    type: 'paxx db upgrade --sql',
  },
  {
    words: list('dbshell, dbconsole, db shell, db studio, studio, runner, db execute'),
    says: 'There is a prompt with the database, the models and the services at hand.',
    type: 'paxx shell',
  },
  {
    words: [...made('seeder, seed'), 'seed:make', ...pairs('generate, g', 'seeder')],
    says: 'Seeds are the functions of seeds/*.ts, which one command runs.',
    type: 'paxx db seed',
  },
  {
    words: [...made('command'), ...pairs('generate, g', 'task, command')],
    says: 'A command is a function that features/<feature>/commands.ts exports.',
    type: 'paxx run orders:expire 30',
  },
  {
    words: [...made('test'), ...pairs('generate, g', 'test, spec'), ...list('pytest, spec')],
    says: 'Each feature comes with its tests, and the project runs them.',
    type: 'paxx test',
  },
  {
    words: [
      ...made('middleware, provider'),
      ...pairs('generate, g', 'middleware, mi, guard, interceptor, filter, pipe, provider'),
    ],
    says: 'Middleware is code of yours: core/http/middleware.ts, which app.ts uses before the routes.',
    type: 'paxx routes',
  },
  {
    words: list('queue:work, jobs:work'),
    says: 'Jobs are an extension, `paxx add jobs`: what jobs.ts of a feature defines is done by `npm run worker`.',
    type: 'paxx extensions info jobs',
  },
  {
    words: [...made('listener'), ...list('event:list, schedule:run, schedule:work, schedule:list')],
    says: 'Events and schedules are extensions: listeners.ts and schedule.ts of a feature, which `npm run worker` runs.',
    type: 'paxx add events schedule',
  },
  {
    words: [...made('notification'), ...pairs('generate, g', 'channel')],
    says: 'There is nothing of that in what paxx writes; what can be added is listed.',
    type: 'paxx extensions',
  },
  {
    words: list('key:generate, generate:key, secret, phx.gen.secret'),
    says: 'What brings a secret gives it a value in .env, once.',
    type: 'paxx config edit',
  },
  {
    words: list('install, ci'),
    says: 'Dependencies are installed by the package manager; an extension is added by `paxx add`.',
    type: 'npm install',
  },
  {
    words: list('release, publish, deploy, package'),
    says: 'A project is released as its dist/, or as the image of the extension `docker`.',
    type: 'paxx build',
  },
  {
    words: list('lint, typecheck, validate, fmt'),
    says: 'Types, lint and format are one script of the project.',
    type: 'paxx check',
  },
  {
    words: list('plugin, plugin update, plugin upgrade, plugin create, plugin enable, plugin disable'),
    says: 'What can be added to a project, and taken out again, is an extension.',
    type: 'paxx extensions',
  },
]
