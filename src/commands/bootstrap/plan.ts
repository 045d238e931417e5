import { newSecret } from '../../change/env.ts'
import type { Change } from '../../merge/changes.ts'
import { migrationPath } from '../../project/migrations.ts'
import type { Answers } from '../../render/answers.ts'
import { nextSteps } from '../../render/extensions/next-steps.ts'
import { selectExtensions } from '../../render/extensions/select.ts'
import { type FormatOptions, format } from '../../render/format.ts'
import { checkProjectName } from '../../render/names.ts'
import { render, type Templates, viewOf } from '../../render/render.ts'
import { fillSecrets } from '../../render/secrets.ts'
import { sortTree, textOf, type Tree } from '../../render/tree.ts'
import { vendoredPath } from '../../render/vendored.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { printMigration } from '../../schema/print/migration.ts'
import { tooOldNode } from '../../tools/node.ts'
import { packSelf } from '../../tools/pack.ts'
import { version } from '../../version.ts'
import { broughtTables, messageFor } from '../extensions/tables.ts'
import { emptySchema, migrateTables } from '../feature/table-change.ts'

export interface BootstrapPlan {
  readonly answers: Answers
  /** Every file of the new project, ready to be written. */
  readonly files: Tree
  readonly changes: readonly Change[]
  /** What its extensions ask to be done. */
  readonly next: readonly string[]
  /** The machine's Node.js, where it is too old and the project brings its own. */
  readonly oldNode: string | undefined
}

/**
 * Plans a whole new project: nothing is written.
 * @throws UsageError for a name that will not do
 */
export async function planBootstrap(
  templates: Templates,
  chosen: Omit<Answers, 'paxx' | 'node' | 'features'>,
): Promise<BootstrapPlan> {
  checkProjectName(chosen.name, Object.keys(templates.versions))

  const oldNode = await tooOldNode()
  const answers: Answers = {
    paxx: version,
    ...chosen,
    ...(oldNode && { node: templates.versions['node']! }),
    features: {},
  }

  const rendered = await render(answers, templates)
  const written = await migrateNew(answers, templates, rendered)
  const env = fillSecrets(textOf(rendered.get('.env.example')!), newSecret)
  const files = sortTree([
    ...rendered,
    ...written,
    ['.env', { content: env, mode: 0o600 }],
    [vendoredPath(version), { content: await packSelf() }],
    // Yarn takes a folder with one for a project of its own, whatever stands around it.
    ...(chosen.packageManager === 'yarn' ? ([['yarn.lock', { content: '' }]] as const) : []),
  ])
  const changes = [...files].map(([path, after]): Change => ({ status: 'create', path, before: null, after }))
  const next = nextSteps(selectExtensions(answers, templates.extensions), viewOf(answers, templates))
  return { answers, files, changes, next, oldNode }
}

/** The migration for the tables that extensions bring, as `paxx add` would have written it. */
async function migrateNew(answers: Answers, { extensions }: Templates, rendered: Tree): Promise<Tree> {
  const dialect = dialectOf(answers.database)
  const changes = [...broughtTables({ answers, extensions }).values()].map((to) => ({ to }))
  const [migration] = migrateTables(emptySchema(dialect), changes, dialect)
  if (!migration) return new Map()
  const path = migrationPath(new Date(), messageFor('add', Object.keys(answers.extensions), extensions))
  const options = JSON.parse(textOf(rendered.get('.oxfmtrc.json')!)) as FormatOptions
  return new Map([[path, { content: await format(path, printMigration(migration, dialect), options), mode: 0o644 }]])
}
