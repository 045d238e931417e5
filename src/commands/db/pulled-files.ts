import path from 'node:path'
import { UsageError } from '../../errors.ts'
import type { Change } from '../../merge/changes.ts'
import { readFormatOptions } from '../../project/format-options.ts'
import { listMigrationFiles, migrationPath, nextMigrationTime } from '../../project/migrations.ts'
import type { Answers } from '../../render/answers.ts'
import { nameTables } from '../../render/features/table-names.ts'
import { format } from '../../render/format.ts'
import { comesBack, hasKey, keyOf } from '../../schema/models/print/key.ts'
import { printModel } from '../../schema/models/print/model.ts'
import { printMigration } from '../../schema/print/migration.ts'
import type { Pull } from '../../schema/pull.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { sqlite } from '../../schema/sqlite/dialect.ts'
import { nameKey } from '../../schema/sqlite/name-key.ts'

/** What a pull writes. */
export interface PulledFiles {
  readonly changes: readonly Change[]
  /** The name of the migration, if there is one. */
  readonly migration?: string
  /** How tables of the database differ from their models. */
  readonly differences: readonly string[]
  /** The columns that rows do not have by the names of their models. */
  readonly remarks: readonly string[]
}

/**
 * The files for what a project lacks of a database.
 * @throws UsageError for a name that no model can have
 */
export async function writePull(
  root: string,
  { tables, baseline, differences }: Pull,
  database: Schema,
  ids: Answers['ids'],
): Promise<PulledFiles> {
  for (const { name, columns } of tables) [name, ...columns.map((column) => column.name)].forEach(checkName)
  const all = new Map(database.tables.map((table) => [nameKey(table.name), table]))
  const names = nameTables(tables.map(({ name }) => name))
  const sources = tables.map((table): [file: string, source: string] => {
    const { kebab, model } = names.get(table.name)!
    const source = printModel(table, model, all, ids === 'uuid' ? 'text' : 'integer')
    return [`features/${kebab}/models.ts`, source]
  })
  const migration = baseline && migrationPath(nextMigrationTime(await listMigrationFiles(root)), 'baseline')
  if (migration !== undefined) sources.push([migration, printMigration(baseline!, sqlite)])

  const options = await readFormatOptions(root)
  const changes = sources.map(async ([file, source]): Promise<Change> => {
    const content = await format(file, source, options)
    return { status: 'create', path: file, before: null, after: { content } }
  })
  return {
    changes: await Promise.all(changes),
    ...(migration !== undefined && { migration: path.basename(migration, '.ts') }),
    differences,
    remarks: tables.flatMap(remarksOf),
  }
}

function checkName(name: string): void {
  if (hasKey(name)) return
  throw new UsageError(
    'NAME_UNSAYABLE',
    `\`${name}\` cannot be named by Kysely's CamelCasePlugin, which has it in small letters.`,
    'SQLite takes only letters of ASCII for the same in both cases. Rename it in the database first.',
  )
}

const remarksOf = ({ name: table, columns }: Table): string[] =>
  columns
    .filter(({ name }) => !comesBack(name))
    .map(({ name }) => `${table}.${name} is \`${keyOf(name)}\` in queries, and rows have it by another name`)
