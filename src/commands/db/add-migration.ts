import { applyChanges } from '../../apply/apply.ts'
import { withLock } from '../../apply/lock.ts'
import { recover } from '../../apply/recover.ts'
import type { Change } from '../../merge/changes.ts'
import type { Project } from '../../project/find.ts'
import { readFormatOptions } from '../../project/format-options.ts'
import { listMigrationFiles, messageOf, migrationPath, nextMigrationTime } from '../../project/migrations.ts'
import { format } from '../../render/format.ts'
import { commandsOf } from '../../render/package-manager.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { printMigration } from '../../schema/print/migration.ts'
import type { Migration } from '../../schema/step.ts'
import { changesJson, changesText } from '../../ui/changes.ts'
import { hazardLines } from '../../ui/hazards.ts'
import type { Result } from '../../ui/print.ts'
import type { GlobalArgs } from '../command.ts'

/** Writes a migration into a project; a dry run only prints it. */
export async function addMigration(
  { root, answers }: Project,
  text: string,
  migration: Migration,
  args: GlobalArgs,
): Promise<Result> {
  const message = messageOf(text)
  const options = await readFormatOptions(root)
  const plan = async (): Promise<Change & { readonly source: string }> => {
    const path = migrationPath(nextMigrationTime(await listMigrationFiles(root)), message)
    const source = await format(path, printMigration(migration, dialectOf(answers.database)), options)
    return { status: 'create', path, before: null, after: { content: source }, source }
  }
  if (args.dryRun) {
    const change = await plan()
    return report(change, migration, args, [change.source])
  }
  const change = await withLock(root, 'db migrate', async () => {
    recover(root)
    const planned = await plan()
    applyChanges(root, [planned])
    return planned
  })
  return report(change, migration, args, [
    migration.up.length > 0 ? 'Read it, and then:' : 'Fill it in, and then:',
    `  ${commandsOf(answers.packageManager).run} db:upgrade`,
  ])
}

function report(
  change: Change & { readonly source: string },
  { hazards }: Migration,
  args: GlobalArgs,
  after: readonly string[],
): Result {
  const { path, source } = change
  return {
    json: { changes: changesJson([change], args), path, source, hazards, ...(args.dryRun && { dryRun: true }) },
    text: [
      changesText([change], args),
      '',
      ...(hazards.length > 0 ? [...hazardLines(hazards), ''] : []),
      ...after,
    ].join('\n'),
  }
}
