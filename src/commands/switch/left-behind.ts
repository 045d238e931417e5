import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { isInstalled } from '../../project/installed.ts'
import { listMigrationNames } from '../../project/migrations.ts'
import { compare } from '../../schema/compare.ts'
import { describe } from '../../schema/describe.ts'
import { dialectOf } from '../../schema/dialects.ts'
import type { Schema } from '../../schema/schema.ts'
import { keepUnspoken } from '../../schema/unspoken.ts'
import { readSchemas } from '../../tools/schemas.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/** What a project has in the words of its old database, beside what is rendered and what its models say. */
export async function findLeftBehind(project: Project, args: GlobalArgs): Promise<string[]> {
  const { root } = project
  const migrations = (await listMigrationNames(root)).map((name) => `migrations/${name}`)
  const changing = await holding(root, migrations, changesRows)
  const spoken = await holding(root, await ownFiles(root), /\bsql`/)
  return [
    ...(await compareOld(project, args)),
    ...listed('These migrations changed rows, and the new one does not (git has them):', changing),
    ...listed('Look at the SQL in these, which is that of the old database:', spoken),
  ]
}

/** What the old migrations build and no model says. */
async function compareOld({ root, answers }: Project, args: GlobalArgs): Promise<string[]> {
  const engine = answers.database
  const dialect = dialectOf(engine)
  if (!(await isInstalled(root))) return []
  try {
    const { from, to } = await readSchemas(root, 'migrations', 'models', { ...args, engine })
    const differences = describe(compare(from, keepUnspoken(to, from, dialect), dialect))
    return [
      ...listed('No model says these, so they are not in the new migration:', unspoken(from, to)),
      ...listed('The models say this, and the old migrations did not; the new one does:', differences),
    ]
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return [`The old migrations were not compared with the models: ${error.message}`]
  }
}

const unspoken = (from: Schema, models: Schema): string[] => [
  ...from.views.map(({ name }) => `view ${name}`),
  ...from.tables
    .filter(({ name }) => models.tables.some((model) => model.name === name))
    .flatMap(({ name, triggers }) => triggers.map((trigger) => `trigger ${trigger.name} of ${name}`)),
]

/** Statements that change rows, but for those by which SQLite copies a table that it makes anew. */
const changesRows =
  /\b(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(|\b(?:insert|replace|merge) into (?!"?(?:new_|sqlite_sequence))|\bupdate "?\w+"? set\b|\bdelete from (?!"?sqlite_sequence)/i

async function holding(root: string, files: readonly string[], pattern: RegExp): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')))
  return files.filter((_, index) => pattern.test(texts[index]!))
}

/** Code of the user's that may hold SQL. */
async function ownFiles(root: string): Promise<string[]> {
  const found = ['features', 'seeds'].map(async (folder) => {
    const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
  })
  return (await Promise.all(found)).flat().toSorted()
}

const listed = (title: string, items: readonly string[]): string[] =>
  items.length > 0 ? [title, ...items.map((item) => `  ${item}`)] : []
