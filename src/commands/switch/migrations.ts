import { inPreview } from '../../apply/preview.ts'
import type { Following } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Change } from '../../merge/changes.ts'
import type { Sides } from '../../merge/sides.ts'
import { isInstalled } from '../../project/installed.ts'
import {
  deleteMigrations,
  listMigrationFiles,
  listMigrationNames,
  migrationPath,
  nextMigrationTime,
} from '../../project/migrations.ts'
import type { Answers } from '../../render/answers.ts'
import type { Extensions } from '../../render/extensions/select.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { featureTable } from '../../render/features/table.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { migrate } from '../../schema/migration.ts'
import { printMigration } from '../../schema/print/migration.ts'
import { noRenames } from '../../schema/renames.ts'
import type { Schema } from '../../schema/schema.ts'
import { readDeclared } from '../../tools/schemas.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/**
 * One migration that creates what the models say, in the place of all that there are.
 * @param changes of all other files: the models are read as those leave them
 * @throws UsageError for models that cannot be read
 */
export async function renewMigrations(
  root: string,
  answers: Answers,
  changes: readonly Change[],
  format: Sides['format'],
  { extensions, ...args }: GlobalArgs & { readonly extensions: Extensions },
): Promise<Following> {
  const all = await deleteMigrations(root, await listMigrationNames(root))
  const { schema, notes } = await readModels(root, answers, extensions, changes, args)
  const dialect = dialectOf(answers.database)
  const empty: Schema = { ...schema, tables: [] }
  const nothing = { renames: noRenames, fills: new Map<string, string>() }
  const migration = migrate(empty, schema, nothing, dialect)
  if (!migration) return { changes: all, notes }

  const file = migrationPath(nextMigrationTime(await listMigrationFiles(root)), 'create_tables')
  const content = await format(file, printMigration(migration, dialect))
  const created: Change = { status: 'create', path: file, before: null, after: { content, mode: 0o644 } }
  return { changes: [...all, created], notes }
}

interface Read {
  readonly schema: Schema
  readonly notes: readonly string[]
}

async function readModels(
  root: string,
  answers: Answers,
  extensions: Extensions,
  changes: readonly Change[],
  { verbose }: GlobalArgs,
): Promise<Read> {
  const { database: engine, ids } = answers
  if (!(await isInstalled(root))) {
    const all = readFeatures(givenFeatures(answers, extensions))
    const tables = [...all.values()].map((feature) => featureTable(feature, ids, engine))
    return { schema: { engine, tables, views: [] }, notes: [notInstalled] }
  }
  try {
    const read = async (copy: string) => await readDeclared(copy, { verbose, engine })
    return { schema: await inPreview(root, changes, read), notes: [] }
  } catch (error) {
    if (!(error instanceof UsageError) || !changes.some(({ status }) => status === 'conflict')) throw error
    return { schema: { engine, tables: [], views: [] }, notes: [withConflicts(error)] }
  }
}

const notInstalled = 'Nothing is installed, so the migration was made from paxx.json, and not from your models.'
const withConflicts = ({ message }: Error): string =>
  `The models cannot be read before the conflicts are resolved (${message}). Then: paxx db migrate "create tables"`
