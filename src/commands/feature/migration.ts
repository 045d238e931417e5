import { isDeepStrictEqual } from 'node:util'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { isInstalled } from '../../project/installed.ts'
import { type MigrationFile, migrationPath, nextMigrationTime } from '../../project/migrations.ts'
import { compare } from '../../schema/compare.ts'
import { describe } from '../../schema/describe.ts'
import type { Dialect } from '../../schema/dialect.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { migrate } from '../../schema/migration.ts'
import { patchTable } from '../../schema/patch.ts'
import { printMigration } from '../../schema/print/migration.ts'
import { type Renames, rename } from '../../schema/rename.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { keepUnspoken } from '../../schema/unspoken.ts'
import { readSchemas } from '../../tools/schemas.ts'
import type { GlobalArgs } from '../command.ts'
import type { Decision } from '../decision.ts'
import { type Replaced, replaceFirst } from './replaced.ts'

/** The table of a feature before a command and after it; none where it is not there. */
export interface TableChange {
  readonly from?: Table
  readonly to?: Table
  /** What rows get where they would have nothing, as SQL, by `table.column`. */
  readonly fills?: ReadonlyMap<string, string>
  /** What has another name in `to`. */
  readonly renames?: Renames
  /** What happens to rows before their table changes. */
  readonly replaced?: readonly Replaced[]
}

type Written = Required<Pick<Decision, 'migrations' | 'hazards' | 'remarks'>>

/**
 * The migration for a change of one table: what its own migrations made of it stays, but for the change. A new table
 * needs none of them; and where they cannot be run, because nothing is installed, it is what its feature says.
 * @param message for the file's name, in snake_case
 * @param files the migrations that there are
 */
export async function writeTableMigration(
  project: Project,
  message: string,
  files: readonly MigrationFile[],
  change: TableChange,
  args: GlobalArgs,
): Promise<Written> {
  if (isDeepStrictEqual(change.from, change.to)) return { migrations: {}, hazards: [], remarks: [] }
  const dialect = dialectOf(project.answers.database)
  const { schema, remarks } = change.from
    ? await readExisting(project, { ...change, from: change.from }, args)
    : { schema: emptySchema(dialect), remarks: [] }
  const renames = renamesIn(schema, change, dialect)
  const target = changeTable(rename(schema, renames, dialect), change, dialect)
  const migration = migrate(schema, target, { renames, fills: change.fills ?? new Map() }, dialect)
  if (!migration) return { migrations: {}, hazards: [], remarks: [...remarks, noNeed] }
  const file = migrationPath(nextMigrationTime(files), message)
  const whole = replaceFirst(migration, change.replaced ?? [])
  return { migrations: { [file]: printMigration(whole, dialect) }, hazards: whole.hazards, remarks }
}

const emptySchema = ({ engine }: Dialect): Schema => ({ engine, tables: [], views: [] })
const noNeed = 'The migrations have this already, so none was written.'
const noRenames: Renames = { tables: [], columns: [] }

/** The renames of a change that have not been done: what was renamed already has its new name. */
function renamesIn({ tables }: Schema, { from, renames = noRenames }: TableChange, { nameKey }: Dialect): Renames {
  const table = tables.find(({ name }) => from && nameKey(name) === nameKey(from.name))
  const isIn = (name: string): boolean =>
    table?.columns.some((column) => nameKey(column.name) === nameKey(name)) === true
  return {
    tables: table ? renames.tables : [],
    columns: renames.columns.filter((column) => isIn(column.from) && !isIn(column.to)),
  }
}

/** @param schema where what is renamed has its new names */
function changeTable(schema: Schema, change: TableChange, dialect: Dialect): Schema {
  const { from, to, renames = noRenames } = change
  if (!from) return { ...schema, tables: [...schema.tables, to!] }
  const isIt = ({ name }: Table): boolean => dialect.nameKey(name) === dialect.nameKey((to ?? from).name)
  if (!to) return { ...schema, tables: schema.tables.filter((table) => !isIt(table)) }
  const [difference] = compare(rename(alone(from, dialect), renames, dialect), alone(to, dialect), dialect).altered
  return {
    ...schema,
    tables: schema.tables.map((table) => (difference && isIt(table) ? patchTable(table, difference, dialect) : table)),
  }
}

const alone = (table: Table, dialect: Dialect): Schema => ({ ...emptySchema(dialect), tables: [table] })

type Change = TableChange & { readonly from: Table }

interface Existing {
  readonly schema: Schema
  readonly remarks: readonly string[]
}

/** The schema that a project's migrations build, and how its models differ from that already, but for a table that goes. */
async function readExisting({ root, answers }: Project, change: Change, args: GlobalArgs): Promise<Existing> {
  const engine = answers.database
  const dialect = dialectOf(engine)
  if (!(await isInstalled(root))) {
    const remark = 'Nothing is installed, so the migration was made from paxx.json, and not from your migrations.'
    return { schema: alone(change.from, dialect), remarks: [remark] }
  }
  try {
    const { from: schema, to: models } = await readSchemas(root, 'migrations', 'models', { ...args, engine })
    const difference = compare(schema, keepUnspoken(models, schema, dialect), dialect)
    const altered = difference.altered.filter(
      ({ to: { name } }) => change.to !== undefined || name !== change.from.name,
    )
    const differences = describe({ ...difference, altered })
    const remark = 'The models say more that no migration does (paxx db migrate "…" writes it):'
    return { schema, remarks: differences.length > 0 ? [remark, ...differences.map((line) => `  ${line}`)] : [] }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const { from: schema } = await readSchemas(root, 'migrations', 'migrations', { ...args, engine })
    return { schema, remarks: [`The models were not compared with the migrations: ${error.message}`] }
  }
}
