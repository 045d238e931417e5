import { isDeepStrictEqual } from 'node:util'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { isInstalled } from '../../project/installed.ts'
import { listMigrationFiles, type MigrationFile, migrationPaths, nextMigrationTime } from '../../project/migrations.ts'
import { compare } from '../../schema/compare.ts'
import { describe } from '../../schema/describe.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { printMigration } from '../../schema/print/migration.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { keepUnspoken } from '../../schema/unspoken.ts'
import { readSchemas } from '../../tools/schemas.ts'
import { tryMigrations } from '../../tools/trial.ts'
import { type Worker, withWorker } from '../../tools/worker.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { changeTables, emptySchema, migrateTables, type TableChange } from './table-change.ts'

/** A migration as a command decides on it; none where nothing is to be migrated. */
export type Written = Required<Pick<Decision, 'migrations' | 'hazards' | 'remarks'>>

interface Looks {
  /** Whether to look at what is there for new tables, too: a table that another model has is refused. */
  readonly looks?: boolean
}

type Reads = GlobalArgs & { readonly worker: Worker }

/**
 * The migrations for changes of tables: what their own migrations made of them stays, but for the changes. New tables
 * alone need none of them; and where they cannot be run, because nothing is installed, it is what the features say. What
 * changes a table that is there is tried.
 * @param message for the file's name, in snake_case
 * @param files the migrations that there are
 */
export async function writeTableMigration(
  project: Project,
  message: string,
  files: readonly MigrationFile[],
  given: readonly TableChange[],
  args: GlobalArgs & Looks,
): Promise<Written> {
  const changes = given.filter(({ from, to }) => !isDeepStrictEqual(from, to))
  if (changes.length === 0) return { migrations: {}, hazards: [], remarks: [] }
  return await withWorker(project.root, args.verbose, (worker) =>
    write(project, message, files, changes, { ...args, worker }),
  )
}

async function write(
  project: Project,
  message: string,
  files: readonly MigrationFile[],
  changes: readonly TableChange[],
  args: Reads & Looks,
): Promise<Written> {
  const dialect = dialectOf(project.answers.database)
  const { schema, remarks, isBuilt } =
    args.looks || changes.some(({ from }) => from)
      ? await readExisting(project, changes, args)
      : { schema: emptySchema(dialect), remarks: [], isBuilt: false }
  const migrations = migrateTables(schema, changes, dialect)
  if (migrations.length === 0) return { migrations: {}, hazards: [], remarks: [...remarks, noNeed] }
  const sources = migrations.map((migration) => printMigration(migration, dialect))
  if (isBuilt && changes.some(({ from }) => from)) {
    const to = changeTables(schema, changes, dialect)
    await tryMigrations(args.worker, { migrations, sources, from: schema, to }, dialect)
  }
  const paths = migrationPaths(migrations, nextMigrationTime(files), message)
  return {
    migrations: Object.fromEntries(paths.map((path, index) => [path, sources[index]!])),
    hazards: migrations.flatMap(({ hazards }) => hazards),
    remarks,
  }
}

/** The migration that creates a table; none where there is one already, and nothing has undone it since. */
export async function writeCreation(project: Project, table: Table, args: GlobalArgs): Promise<Written> {
  const files = await listMigrationFiles(project.root)
  const message = `create_${table.name}`
  const last = files.findLast((file) => [message, `drop_${table.name}`].includes(file.message))
  if (last?.message === message) return { migrations: {}, hazards: [], remarks: [] }
  return await writeTableMigration(project, message, files, [{ to: table }], args)
}

const tableExists = (name: string) =>
  new UsageError(
    'TABLE_EXISTS',
    `A model of the project has the table \`${name}\` already.`,
    'Give that another name first: in its model, and then paxx db migrate "…".',
  )

const noNeed = 'The migrations have this already, so none was written.'

interface Existing {
  readonly schema: Schema
  /** Whether the migrations have built it. */
  readonly isBuilt: boolean
  readonly remarks: readonly string[]
}

/** The schema that a project's migrations build, and how its models differ from that already, but for tables that go. */
async function readExisting(
  { root, answers }: Project,
  changes: readonly TableChange[],
  args: Reads,
): Promise<Existing> {
  const engine = answers.database
  const dialect = dialectOf(engine)
  if (!(await isInstalled(root))) {
    const remark = 'Nothing is installed, so the migration was made from paxx.json, and not from your migrations.'
    const tables = changes.flatMap(({ from = [] }) => from)
    return { schema: { ...emptySchema(dialect), tables }, isBuilt: false, remarks: [remark] }
  }
  try {
    const { from: schema, to: models } = await readSchemas(root, 'migrations', 'models', { ...args, engine })
    const second = changes.find(({ from, to }) => !from && models.tables.some(({ name }) => name === to!.name))
    if (second) throw tableExists(second.to!.name)
    const difference = compare(schema, keepUnspoken(models, schema, dialect), dialect)
    const isGoing = (name: string) => changes.some(({ from, to }) => to === undefined && from?.name === name)
    const altered = difference.altered.filter(({ to: { name } }) => !isGoing(name))
    const differences = describe({ ...difference, altered })
    const remark = 'The models say more that no migration does (paxx db migrate "…" writes it):'
    return {
      schema,
      isBuilt: true,
      remarks: differences.length > 0 ? [remark, ...differences.map((line) => `  ${line}`)] : [],
    }
  } catch (error) {
    if (!(error instanceof UsageError) || error.code === 'TABLE_EXISTS') throw error
    const { from: schema } = await readSchemas(root, 'migrations', 'migrations', { ...args, engine })
    return { schema, isBuilt: true, remarks: [`The models were not compared with the migrations: ${error.message}`] }
  }
}
