import path from 'node:path'
import { UsageError } from '../../errors.ts'
import type { Change } from '../../merge/changes.ts'
import { readFormatOptions } from '../../project/format-options.ts'
import { listMigrationFiles, migrationPath, nextMigrationTime } from '../../project/migrations.ts'
import type { Answers } from '../../render/answers.ts'
import { nameTables } from '../../render/features/table-names.ts'
import { format } from '../../render/format.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { printEngines } from '../../schema/models/print/engines.ts'
import { comesBack, hasKey, keyOf } from '../../schema/models/print/key.ts'
import { printModel } from '../../schema/models/print/model.ts'
import { printMigration } from '../../schema/print/migration.ts'
import type { Pull } from '../../schema/pull.ts'
import type { Schema, Table } from '../../schema/schema.ts'

/** What a pull writes. */
export interface PulledFiles {
  readonly changes: readonly Change[]
  /** The name of the migration, if there is one. */
  readonly migration?: string
  /** How tables of the database differ from their models. */
  readonly differences: readonly string[]
  /** The columns that rows do not have by the names of their models. */
  readonly remarks: readonly string[]
  /** What is in the database, and in none of the files. */
  readonly unread: readonly string[]
}

/**
 * The files for what a project lacks of a database.
 * @throws UsageError for a name that no model can have
 */
export async function writePull(
  root: string,
  { tables, baseline, differences, left }: Pull,
  database: Schema,
  ids: Answers['ids'],
): Promise<PulledFiles> {
  const engine = printEngines[database.engine]
  for (const { name, columns } of tables) {
    if (!hasKey(name, engine.tableKey ?? engine.nameKey)) throw unsayable(name)
    for (const column of columns) if (!hasKey(column.name, engine.nameKey)) throw unsayable(column.name)
  }
  const all = {
    engine,
    tables: new Map(database.tables.map((table) => [engine.nameKey(table.name), table])),
    enums: new Map(database.enums?.map((type) => [type.name, type.values])),
  }
  const names = nameTables(tables.map(({ name }) => name))
  const sources = tables.map((table): [file: string, source: string] => {
    const { kebab, model } = names.get(table.name)!
    const source = printModel(table, model, all, engine.typeOf(ids === 'uuid' ? 'uuid' : 'integer'))
    return [`features/${kebab}/models.ts`, source]
  })
  const migration = baseline && migrationPath(nextMigrationTime(await listMigrationFiles(root)), 'baseline')
  if (migration !== undefined) sources.push([migration, printMigration(baseline!, dialectOf(database.engine))])

  const options = await readFormatOptions(root)
  const changes = sources.map(async ([file, source]): Promise<Change> => {
    // The formatter folds some long calls in a second round only.
    const content = await format(file, await format(file, source, options), options)
    return { status: 'create', path: file, before: null, after: { content } }
  })
  return {
    changes: await Promise.all(changes),
    ...(migration !== undefined && { migration: path.basename(migration, '.ts') }),
    differences,
    remarks: tables.flatMap(remarksOf),
    unread: tables.length > 0 ? [...(database.unread ?? []), ...left] : [],
  }
}

const unsayable = (name: string): UsageError =>
  new UsageError(
    'NAME_UNSAYABLE',
    `\`${name}\` cannot be named by Kysely's CamelCasePlugin, which has it in small letters, with _ between words.`,
    'Rename it in the database first.',
  )

const remarksOf = ({ name: table, columns }: Table): string[] =>
  columns
    .filter(({ name }) => !comesBack(name))
    .map(({ name }) => `${table}.${name} is \`${keyOf(name)}\` in queries, and rows have it by another name`)
