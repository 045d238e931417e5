import { applyChanges } from '../../apply/apply.ts'
import { withLock } from '../../apply/lock.ts'
import { recover } from '../../apply/recover.ts'
import { dirtyOption } from '../../change/committed.ts'
import { lookForProject } from '../../project/find.ts'
import { listMigrationNames } from '../../project/migrations.ts'
import { changesJson, changesText } from '../../ui/changes.ts'
import { defineCommand } from '../command.ts'
import { findInstalledProject } from '../wrapper.ts'
import { bareName, planSquash } from './plan-squash.ts'

export const command = defineCommand({
  details: `Writes one migration that makes what many make, and takes those away. A database that has all of them is told so by the next \`paxx db upgrade\`, which runs nothing of it; a new one is made by it. One that has some and not all is refused there: what it lacks has to be applied first, by the commit before.

So it is refused for migrations that are not committed, or that the branch which this one follows has not: who has those files yet? Leave the latest ones out by naming the last one to be replaced. It is refused, too, where something would be lost: rows that migrations wrote, what paxx does not read, and where the database of the settings is not what its migrations make.

What only changed rows that were there is gone with its file: a new database has none.`,
  positionals: { through: { type: 'string', describe: 'The last one that it replaces; all of them unless told' } },
  options: dirtyOption,
  values: { through: migrationNames },
  examples: [
    ['paxx db squash', 'One migration in the place of all'],
    ['paxx db squash 20261120101500_create_orders', 'Up to and with this one'],
    ['paxx db squash --dry-run --diff', 'What would be written'],
  ],
  async run({ through, ...args }) {
    const project = await findInstalledProject()
    const { changes, name } = args.dryRun
      ? await planSquash(project, through, args)
      : await withLock(project.root, 'db squash', async () => {
          recover(project.root)
          const planned = await planSquash(project, through, args)
          applyChanges(project.root, planned.changes)
          return planned
        })
    const next = [
      'A database that has all of these runs nothing of it, and is told so by:',
      '  paxx db upgrade',
      'Until a database is told, keep the commit before this one: what it lacks comes from there.',
    ]
    return {
      json: { changes: changesJson(changes, args), migration: name, ...(args.dryRun && { dryRun: true }) },
      text: [changesText(changes, args), '', ...(args.dryRun ? [] : next)].join('\n').trimEnd(),
    }
  },
})

async function migrationNames(): Promise<string[]> {
  const project = await lookForProject(process.cwd())
  return project ? (await listMigrationNames(project.root)).map(bareName) : []
}
