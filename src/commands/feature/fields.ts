import type { Project } from '../../project/find.ts'
import { listMigrationFiles, nextMigrationTime } from '../../project/migrations.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { type Fills, renderAlteration } from '../../render/features/alteration.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { migrationPath } from '../../render/features/migration.ts'
import { commandsOf } from '../../render/package-manager.ts'
import type { Decision } from '../change.ts'

/** As long as a file's name may sensibly be. */
const longestMessage = 80

/** What becomes of a project when one of its features gets other fields. */
export async function decideFields(
  project: Project,
  kebab: string,
  answer: FeatureAnswer,
  { message, fills }: { message: string; fills?: Fills },
): Promise<Decision> {
  const answers = { ...project.answers, features: { ...project.answers.features, [kebab]: answer } }
  const [from, to] = [project.answers, answers].map(({ features }) => readFeatures(features, [kebab]).get(kebab)!)
  const files = await listMigrationFiles(project.root)
  const short = message.length > longestMessage ? `change_${to!.names.table}` : message
  return {
    answers,
    features: [kebab],
    migrations: {
      [migrationPath(nextMigrationTime(files), short)]: renderAlteration(from!, to!, answers.ids, fills),
    },
    next: ['Next:', `  ${commandsOf(answers.packageManager).run} db:upgrade`],
  }
}
