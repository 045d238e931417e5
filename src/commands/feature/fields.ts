import type { Project } from '../../project/find.ts'
import { listMigrationFiles, longestMessage } from '../../project/migrations.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { featureTable } from '../../render/features/table.ts'
import type { GlobalArgs } from '../command.ts'
import type { Decision } from '../decision.ts'
import { type TableChange, writeTableMigration } from './migration.ts'

/** What becomes of a project when one of its features gets other fields. */
export async function decideFields(
  project: Project,
  kebab: string,
  answer: FeatureAnswer,
  { message, args, ...how }: { message: string; args: GlobalArgs } & Omit<TableChange, 'from' | 'to'>,
): Promise<Decision> {
  const answers = { ...project.answers, features: { ...project.answers.features, [kebab]: answer } }
  const [from, to] = [project.answers, answers].map(({ features, ids, database }) =>
    featureTable(readFeatures(features, [kebab]).get(kebab)!, ids, database),
  )
  const short = message.length > longestMessage ? `change_${to!.name}` : message
  const files = await listMigrationFiles(project.root)
  const written = await writeTableMigration(project, short, files, { from: from!, to: to!, ...how }, args)
  const isMigrated = Object.keys(written.migrations).length > 0
  return {
    answers,
    features: [kebab],
    ...written,
    next: ['Next:', ...(isMigrated ? ['  npx paxx db upgrade'] : []), '  npx paxx check'],
  }
}
