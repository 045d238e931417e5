import { applyChanges } from '../../apply/apply.ts'
import { withLock } from '../../apply/lock.ts'
import { recover } from '../../apply/recover.ts'
import type { Change } from '../../merge/changes.ts'
import type { Project } from '../../project/find.ts'
import { readFormatOptions } from '../../project/format-options.ts'
import { listMigrationFiles, messageOf, migrationPaths, nextMigrationTime } from '../../project/migrations.ts'
import { format } from '../../render/format.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { printMigration } from '../../schema/print/migration.ts'
import type { Migration } from '../../schema/step.ts'
import { tryMigrations } from '../../tools/trial.ts'
import type { Worker } from '../../tools/worker.ts'
import { changesJson, changesText } from '../../ui/changes.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { hazardLines } from '../../ui/hazards.ts'
import type { Result } from '../../ui/print.ts'
import type { Way } from './compare-models.ts'

type Planned = Change & { readonly source: string }

/**
 * Writes migrations into a project, one after another; a dry run only prints them.
 * @param way they are tried before, where it is known what they lead from and to; the worker that has read both is to do it
 * @throws UsageError for one that does not run
 */
export async function addMigrations(
  { root, answers }: Project,
  text: string,
  way: (Way & { readonly worker: Worker }) | Pick<Way, 'migrations'>,
  args: GlobalArgs,
): Promise<Result> {
  const { migrations } = way
  const message = messageOf(text)
  const dialect = dialectOf(answers.database)
  const options = await readFormatOptions(root)
  const sources = await Promise.all(
    migrations.map((migration) => format('migration.ts', printMigration(migration, dialect), options)),
  )
  if ('worker' in way) await tryMigrations(way.worker, { ...way, sources }, dialect)
  const plan = async (): Promise<Planned[]> => {
    const paths = migrationPaths(migrations, nextMigrationTime(await listMigrationFiles(root)), message)
    return sources.map((source, index) => {
      const path = paths[index]!
      return { status: 'create', path, before: null, after: { content: source }, source }
    })
  }
  if (args.dryRun) {
    const changes = await plan()
    return report(changes, migrations, args, [sources.join('\n')])
  }
  const changes = await withLock(root, 'db migrate', async () => {
    recover(root)
    const planned = await plan()
    applyChanges(root, planned)
    return planned
  })
  return report(changes, migrations, args, [
    migrations[0]!.up.length > 0 ? 'Read it, and then:' : 'Fill it in, and then:',
    '  npx paxx db upgrade',
  ])
}

function report(
  changes: readonly Planned[],
  migrations: readonly Migration[],
  args: GlobalArgs,
  after: readonly string[],
): Result {
  const hazards = migrations.flatMap((migration) => migration.hazards)
  const [{ path, source }] = changes as [Planned]
  const all = changes.map((one) => ({ path: one.path, source: one.source }))
  return {
    json: {
      changes: changesJson(changes, args),
      path,
      source,
      ...(all.length > 1 && { migrations: all }),
      hazards,
      ...(args.dryRun && { dryRun: true }),
    },
    text: [changesText(changes, args), '', ...(hazards.length > 0 ? [...hazardLines(hazards), ''] : []), ...after].join(
      '\n',
    ),
  }
}
