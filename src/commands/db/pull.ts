import path from 'node:path'
import { pathExists } from 'fs-extra/esm'
import { applyChanges } from '../../apply/apply.ts'
import { withLock } from '../../apply/lock.ts'
import { recover } from '../../apply/recover.ts'
import { UsageError } from '../../errors.ts'
import type { Change } from '../../merge/changes.ts'
import type { Project } from '../../project/find.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { planPull } from '../../schema/pull.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { askScript, findInstalledProject } from '../wrapper.ts'
import { listDifferences } from './check.ts'
import { type PulledFiles, writePull } from './pulled-files.ts'
import { readSides } from './read-sides.ts'
import { reportPull } from './report-pull.ts'

export const command = defineCommand({
  details: `For a database that was there before the project: writes features/<table>/models.ts for each table that no model describes, and one migration that makes what no other migration does. That migration is recorded as applied in this database, and not run. It is the database of the settings, DATABASE_URL; no table of it is touched.

Another database that has these tables already, in production say, is told so once: paxx db upgrade --fake. One that is empty gets them by paxx db upgrade.

What models do not speak of stays as it is in the migration: views, triggers, functions, domains, collations, computed columns, references by several columns. Partitioned tables, exclusion constraints with operators of an extension and MySQL's routines and events are in no migration, and are listed. Files that are there are never overwritten. Where a table differs from its model, that is said, and left as it is.`,
  examples: [
    ['paxx db pull', 'Models of the tables that have none'],
    ['paxx db pull --dry-run --diff', 'What would be written'],
    ['DATABASE_URL=sqlite:old.db paxx db pull', 'From another database'],
    ['DATABASE_URL=postgres://localhost/shop paxx db pull', 'From a server'],
  ],
  async run(args) {
    const project = await findInstalledProject()
    if (args.dryRun) return reportPull(await plan(project, args), args, [])
    return await withLock(project.root, 'db pull', async () => {
      recover(project.root)
      const planned = await plan(project, args)
      return reportPull(planned, args, await write(project, planned, args))
    })
  },
})

async function plan({ root, answers }: Project, args: GlobalArgs): Promise<PulledFiles> {
  const sides = await readSides(root, answers.database, args)
  const planned = await writePull(root, planPull(sides, dialectOf(answers.database)), sides.database, answers.ids)
  for (const { path: file } of planned.changes) {
    if (await pathExists(path.join(root, file))) {
      throw new UsageError(
        'FILE_EXISTS',
        `${file} is there already, and says nothing of the table that it would be for. Nothing was written.`,
        'Move what is in it to another folder of features/, or add the table to it by hand.',
      )
    }
  }
  return planned
}

/** Writes the files and records the migration, or does neither; gives the differences that are left. */
async function write(
  project: Project,
  { changes, migration, unread }: PulledFiles,
  args: GlobalArgs,
): Promise<readonly string[]> {
  const { root } = project
  applyChanges(root, changes)
  try {
    const left = changes.length > 0 ? await listDifferences(project, args) : []
    if (migration !== undefined) await askScript(root, 'db', ['upgrade', migration, '--fake'])
    return left
  } catch (error) {
    applyChanges(root, changes.map(taken))
    throw explain(error, unread)
  }
}

/** The likeliest reasons why what a server has cannot be built again, and what to do. */
function explain(error: unknown, unread: readonly string[]): unknown {
  if (!(error instanceof UsageError) || error.code === 'EXTENSION_MISSING') return error
  const [, column] = /Invalid default value for '(.+)'/.exec(error.message) ?? []
  if (column !== undefined) {
    return new UsageError(
      'DEFAULT_REFUSED',
      `${error.message}: the project's sql_mode takes no zero dates, and no migration of that table would run. Nothing was written.`,
      `Give the column a date for a default, or none, and rows that have no date one that is: alter table … alter column ${column} drop default; update … set ${column} = … where ${column} = 0`,
    )
  }
  const names = unread.filter((name) => name.startsWith('extension '))
  if (names.length === 0) return error
  return new UsageError(
    'EXTENSION_MISSING',
    `${error.message}. The database needs the ${names.join(' and the ')}, which is not in the schema public, the only one that is looked at. Nothing was written.`,
    `Move it there first: ${names.map((name) => `alter ${name} set schema public`).join('; ')}`,
  )
}

const taken = ({ path: file, after }: Change): Change => ({ status: 'delete', path: file, before: after, after: null })
