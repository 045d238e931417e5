import path from 'node:path'
import { requireCommitted } from '../../change/committed.ts'
import { UsageError } from '../../errors.ts'
import type { Change } from '../../merge/changes.ts'
import type { Project } from '../../project/find.ts'
import { readFormatOptions } from '../../project/format-options.ts'
import { deleteMigrations, listMigrationNames } from '../../project/migrations.ts'
import { format } from '../../render/format.ts'
import { baseline } from '../../schema/baseline.ts'
import { compare } from '../../schema/compare.ts'
import { describe } from '../../schema/describe.ts'
import type { Dialect } from '../../schema/dialect.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { printMigration } from '../../schema/print/migration.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Migration } from '../../schema/step.ts'
import { pathsAt, uncommittedFiles } from '../../tools/git.ts'
import { readSchemas } from '../../tools/schemas.ts'
import { type Worker, withWorker } from '../../tools/worker.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { askScript } from '../wrapper.ts'
import { requireSame } from './require-same.ts'

export interface Squash {
  readonly changes: readonly Change[]
  /** Of the migration that comes. */
  readonly name: string
}

type SquashArgs = GlobalArgs & { readonly allowDirty: boolean }

/**
 * One migration in the place of all up to one.
 * @throws UsageError where a database may lack one of them, or something would be lost
 */
export async function planSquash(project: Project, through: string | undefined, args: SquashArgs): Promise<Squash> {
  const { root } = project
  const all = await listMigrationNames(root)
  const files = filesThrough(all, through)
  await requireShared(root, files, args)
  return await withWorker(root, args.verbose, (worker) => plan(project, { all, files }, { ...args, worker }))
}

type Reads = GlobalArgs & { readonly worker: Worker }

/** @param given the files of all migrations, and of those that are replaced */
async function plan(
  project: Project,
  { all, files }: { readonly all: readonly string[]; readonly files: readonly string[] },
  args: Reads,
): Promise<Squash> {
  const { root, answers } = project
  await requireApplied(project, files, args)
  const names = files.map(bareName)
  const left = all.slice(files.length).map(bareName)
  const name = nameOf(names, left[0])
  const options = { ...args, engine: answers.database }
  const dialect = dialectOf(answers.database)
  const { from: schema } = await readSchemas(root, { migrations: names }, { migrations: names }, options)
  requireRead(schema)
  const source = await print(root, `${name}.ts`, schema, names, dialect)

  const draft = { name, source }
  const [now, then] = [{ migrations: [...names, ...left] }, { migrations: [name, ...left], draft }]
  const { from, to } = await readSchemas(root, now, then, options)
  requireNoneLost(describe(compare(from, to, dialect)))

  const created: Change = { status: 'create', path: `migrations/${name}.ts`, before: null, after: { content: source } }
  return { name, changes: [created, ...(await deleteMigrations(root, files))] }
}

/** The name of a migration, by that of its file. */
export const bareName = (file: string): string => path.parse(file).name

function filesThrough(all: readonly string[], through: string | undefined): readonly string[] {
  const count = through === undefined ? all.length : all.map(bareName).indexOf(bareName(through)) + 1
  if (count > 1) return all.slice(0, count)
  const isUnknown = through !== undefined && count === 0
  throw new UsageError(
    isUnknown ? 'MIGRATION_UNKNOWN' : 'NOTHING_TO_SQUASH',
    isUnknown ? `There is no migration ${through}.` : 'There are no two migrations to make one of.',
    isUnknown ? 'Those that there are: paxx db status' : 'One migration is as few as can be.',
  )
}

/** It has the time of the first one, so that what other branches bring comes after it in a new database. */
function nameOf(names: readonly string[], next: string | undefined): string {
  const [first, last] = [names[0]!, names.at(-1)!].map((name) => name.split('_')[0]!)
  const name = `${first}_until_${last}`
  if (next === undefined || name < next) return name
  throw new UsageError(
    'ORDER_UNCLEAR',
    `It would be ${name}, and ${next} has to come after it: they run in the order of their names.`,
    `Replace that one, too: paxx db squash ${next}`,
  )
}

async function requireShared(root: string, files: readonly string[], { allowDirty }: SquashArgs): Promise<void> {
  const paths = files.map((file) => `migrations/${file}`)
  if (!allowDirty) {
    const changed = await uncommittedFiles(root)
    requireCommitted(
      changed?.filter((file) => paths.some((own) => file.endsWith(own))),
      'paxx db squash deletes migrations',
    )
  }
  const shared = await pathsAt(root, '@{upstream}', ['migrations'])
  const missing = shared ? paths.filter((own) => !shared.includes(own)) : []
  if (missing.length === 0) return
  throw new UsageError(
    'NOT_SHARED',
    `The branch that this one follows has no ${missing.join(', ')}: other databases cannot have what it does.`,
    'Push first, and let them be upgraded; or name the last one that all have: paxx db squash <migration>',
  )
}

async function requireApplied(project: Project, files: readonly string[], args: Reads): Promise<void> {
  const { migrations } = await askScript(project.root, 'db', ['status'])
  const states = migrations as readonly { readonly name: string; readonly status: string }[]
  const missing = files.map(bareName).filter((name) => states.some((one) => one.name === name && !isDone(one.status)))
  if (missing.length > 0) {
    throw new UsageError(
      'MIGRATIONS_PENDING',
      `The database has not all of them yet: ${missing.join(', ')}.`,
      'Apply them first: paxx db upgrade',
    )
  }
  const applied = states.filter(({ status }) => isDone(status)).map(({ name }) => name)
  await requireSame(project, applied, args)
}

const isDone = (status: string): boolean => status === 'applied' || status === 'changed'

function requireRead({ unread = [] }: Schema): void {
  if (unread.length === 0) return
  throw new UsageError(
    'NOT_SQUASHABLE',
    `These migrations make what one that is written from their schema would not: ${unread.join(', ')}.`,
    'Name one before them as the last that is replaced: paxx db squash <migration>. Rows may go to seeds/, or to a migration after it',
  )
}

function requireNoneLost(differences: readonly string[]): void {
  if (differences.length === 0) return
  throw new UsageError(
    'NOT_SQUASHABLE',
    `What it would make is not what they make: ${differences.join('; ')}.`,
    'Name one before that as the last that is replaced: paxx db squash <migration>',
  )
}

async function print(
  root: string,
  file: string,
  schema: Schema,
  replaces: readonly string[],
  dialect: Dialect,
): Promise<string> {
  const empty: Schema = { engine: schema.engine, tables: [], views: [] }
  const migration = { ...nothing, ...baseline(empty, schema, dialect), replaces }
  const options = await readFormatOptions(root)
  return await format(file, await format(file, printMigration(migration, dialect), options), options)
}

const nothing: Migration = { up: [], down: [], hazards: [] }
