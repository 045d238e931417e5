import { isDeepStrictEqual } from 'node:util'
import type { Decision } from '../../change/decision.ts'
import type { Project } from '../../project/find.ts'
import { listMigrationFiles, longestMessage } from '../../project/migrations.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { featureTable } from '../../render/features/table.ts'
import { secretWarnings } from '../../render/fields/secret-names.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { writeTableMigration } from './migration.ts'
import type { TableChange } from './table-change.ts'

/** What becomes of a project when one of its features gets other fields. */
export async function decideFields(
  project: Project,
  { extensions }: Templates,
  kebab: string,
  answer: FeatureAnswer,
  { message, args, ...how }: { message: string; args: GlobalArgs } & Omit<TableChange, 'from' | 'to'>,
): Promise<Decision> {
  const answers = { ...project.answers, features: { ...project.answers.features, [kebab]: answer } }
  const [before, after] = [project.answers, answers].map((given) =>
    readFeatures(givenFeatures(given, extensions), [kebab]).get(kebab)!,
  )
  const [from, to] = [before!, after!].map((feature) => featureTable(feature, answers.ids, answers.database))
  const short = message.length > longestMessage ? `change_${to!.name}` : message
  const files = await listMigrationFiles(project.root)
  const written = await writeTableMigration(project, short, files, [{ from: from!, to: to!, ...how }], args)
  const isMigrated = Object.keys(written.migrations).length > 0
  return {
    answers,
    features: [kebab],
    ...written,
    warnings: secretWarnings(
      after!.fields.filter((field) => !before!.fields.some((own) => isDeepStrictEqual(own, field))),
    ),
    next: ['Next:', ...(isMigrated ? ['  npx paxx db upgrade'] : []), '  npx paxx check'],
  }
}
