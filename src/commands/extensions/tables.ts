import type { Project } from '../../project/find.ts'
import { listMigrationFiles, longestMessage } from '../../project/migrations.ts'
import type { Answers } from '../../render/answers.ts'
import type { Extensions } from '../../render/extensions/select.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { featureTable } from '../../render/features/table.ts'
import type { Table } from '../../schema/schema.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { type Written, writeTableMigration } from '../feature/migration.ts'
import type { TableChange } from '../feature/table-change.ts'

/** What a project is made from, at one time. */
export interface Side {
  readonly answers: Answers
  readonly extensions: Extensions
}

/** The tables of the features that a project's extensions bring, by their names: from their manifests, and nothing of them runs. */
export function broughtTables({ answers, extensions }: Side): ReadonlyMap<string, Table> {
  const features = [...readFeatures(givenFeatures(answers, extensions)).values()]
  const brought = features.filter(({ extension }) => extension !== undefined)
  return new Map(brought.map((feature) => [feature.names.table, featureTable(feature, answers.ids, answers.database)]))
}

/**
 * The migration for what extensions bring, have otherwise now, or take along.
 * @param message for the name of its file, such as `add_auth`
 * @throws UsageError where a model of the project has one of the tables already
 */
export async function migrateBrought(
  project: Project,
  [before, after]: readonly [Side, Side],
  message: string,
  args: GlobalArgs,
): Promise<Written> {
  const [from, to] = [broughtTables(before), broughtTables(after)]
  const changes = [...new Set([...from.keys(), ...to.keys()])].map((name): TableChange => ({
    ...(from.has(name) && { from: from.get(name)! }),
    ...(to.has(name) && { to: to.get(name)! }),
  }))
  const files = await listMigrationFiles(project.root)
  return await writeTableMigration(project, message, files, changes, { ...args, looks: true })
}

/** How the migration of a command on extensions is called: by those that bring tables. */
export function messageFor(verb: 'add' | 'remove', names: readonly string[], extensions: Extensions): string {
  const bringing = names.filter((name) => Object.keys(extensions[name]!.manifest.features).length > 0)
  const message = [verb, ...bringing.toSorted()].join('_').replaceAll('-', '_')
  return message.length > longestMessage ? `${verb}_extensions` : message
}
