import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { listMigrationFiles } from '../../project/migrations.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { joinsOf } from '../../render/features/joins.ts'
import { refersTo } from '../../render/features/rename.ts'
import { featureTable } from '../../render/features/table.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { featureNames, findFeature } from './known.ts'
import { remarkImports, remarkLeft } from './mentions.ts'
import { writeTableMigration } from './migration.ts'

export const command = defineCommand({
  details:
    'Deletes its files that you have not edited, keeps and names the others, takes its lines out of app.ts, and writes the migration that drops its table. The migration that created it stays: it may have been applied somewhere.',
  positionals: { name: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' } },
  options: changeOptions,
  values: { name: featureNames },
  examples: [
    ['paxx feature remove orders', 'Gone, but for the migrations'],
    ['paxx feature remove orders --dry-run', 'What would go'],
  ],
  async run({ name, ...args }) {
    return await changeProject('feature remove', args, (project, templates) => decide(project, templates, name, args))
  },
})

async function decide(project: Project, templates: Templates, name: string, args: GlobalArgs): Promise<Decision> {
  const { kebab, given } = findFeature(project, templates, name)
  const features = readFeatures(given)
  const feature = features.get(kebab)!
  const joins = joinsOf(feature, features).map(({ through }) => through)
  const dependent = [...features.values()].find(
    (other) => other !== feature && !joins.includes(other) && refersTo(other, kebab),
  )
  if (dependent) {
    const { kebab: other } = dependent.names
    throw new UsageError(
      'FEATURE_IN_USE',
      `\`${other}\` refers to \`${kebab}\`.`,
      `Remove it first: paxx feature remove ${other}`,
    )
  }

  const going = [...joins, feature]
  const folders = going.map(({ names }) => names.kebab)
  const left = Object.entries(project.answers.features).filter(([folder]) => !folders.includes(folder))
  const answers = { ...project.answers, features: Object.fromEntries(left) }
  const files = await listMigrationFiles(project.root)
  const tables = going.map((one) => ({ from: featureTable(one, answers.ids, answers.database) }))
  const written = await writeTableMigration(project, `drop_${feature.names.table}`, files, tables, args)
  return {
    answers,
    features: folders,
    ...written,
    remarks: [...written.remarks, ...joins.map(({ names }) => `\`${names.kebab}\` joined them, and goes, too.`)],
    follow: async (changes, sides) => ({
      changes: [],
      notes: [
        ...(await Promise.all(folders.map((one) => remarkLeft(project.root, changes, `features/${one}`)))).flat(),
        ...(await remarkImports(project.root, changes, sides)),
      ],
    }),
    next: ['Next:', '  npx paxx db upgrade'],
  }
}
