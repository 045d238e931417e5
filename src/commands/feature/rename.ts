import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import type { Project } from '../../project/find.ts'
import { listFiles } from '../../project/list-files.ts'
import { listMigrationFiles } from '../../project/migrations.ts'
import { type Feature, type Features, readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { movedFiles, renameFeature } from '../../render/features/rename.ts'
import { featureTable } from '../../render/features/table.ts'
import { referenceName } from '../../render/fields/name.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { featureNames, findFeature } from './known.ts'
import { lostWords, remarkMentions } from './mentions.ts'
import { writeTableMigration } from './migration.ts'

export const command = defineCommand({
  details: `Moves its folder, with all that is in it, renames what bears its name there, in app.ts and in the features that refer to it, by a merge with what you made of them, and writes the migration that renames its table. No row is lost.

A field that refers to it keeps its name, until you rename that: paxx field rename. Lines of your own that still say the old name are listed, and left to you.`,
  positionals: {
    old: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' },
    new: { type: 'string', demandOption: true, describe: 'Its new name, in the plural' },
  },
  options: {
    ...changeOptions,
    singular: { type: 'string', requiresArg: true, describe: 'The singular, where paxx would find the wrong one' },
  },
  values: { old: featureNames },
  examples: [
    ['paxx feature rename orders purchases', 'The folder, the table, the path and every name'],
    ['paxx feature rename orders purchases --dry-run --diff', 'What would change'],
    ['paxx feature rename media media --singular medium', 'Only its singular'],
  ],
  async run({ old, new: fresh, singular, ...args }) {
    return await changeProject('feature rename', args, (project, templates) =>
      decide(project, templates, old, fresh, singular, args),
    )
  },
})

async function decide(
  project: Project,
  templates: Templates,
  old: string,
  fresh: string,
  singular: string | undefined,
  args: GlobalArgs,
): Promise<Decision> {
  const { root } = project
  const { kebab } = findFeature(project, templates, old)
  const { answers, from, to, dependents } = renameFeature(project.answers, templates.extensions, kebab, fresh, singular)
  const [table, renamed] = [from, to].map((feature) => featureTable(feature, answers.ids, answers.database))
  const written = await writeTableMigration(
    project,
    `rename_${table!.name}_to_${renamed!.name}`,
    await listMigrationFiles(root),
    [{ from: table!, to: renamed!, renames: { tables: [{ from: table!.name, to: renamed!.name }], columns: [] } }],
    args,
  )
  const isMigrated = Object.keys(written.migrations).length > 0
  const own = await listFiles(root, `features/${kebab}`)
  return {
    answers,
    features: [kebab, to.names.kebab, ...dependents],
    ...written,
    remarks: [
      ...written.remarks,
      ...keptReferences(from, to, readFeatures(givenFeatures(answers, templates.extensions), dependents)),
    ],
    moved: (base, theirs) => movedFiles([...base.keys(), ...own], kebab, to.names.kebab, theirs),
    follow: async (changes, sides) => ({
      changes: [],
      notes: await remarkMentions(root, changes, sides, oldNames(from, to, lostWords(sides))),
    }),
    next: ['Next:', ...(isMigrated ? ['  npx paxx db upgrade'] : []), '  npx paxx check'],
  }
}

/** The references that bear the old name, in the words of the command that gives them the new one. */
function keptReferences({ names: old }: Feature, { names }: Feature, features: Features): string[] {
  return [...features.values()].flatMap(({ names: { kebab }, fields }) =>
    fields
      .filter((field) => field.target === names.kebab && referenceName(field) === old.singular)
      .filter(() => names.singular !== old.singular)
      .map(
        ({ name }) =>
          `${kebab}.${name} keeps its name; to rename it, too: paxx field rename ${kebab} ${old.singular} ${names.singular}`,
      ),
  )
}

/** What was a name, and not just a word of a title: code calls many things `order`. */
function oldNames({ names: old }: Feature, { names }: Feature, lost: readonly string[]): string[] {
  const titles = [old.title, old.titles].flatMap((title) => title.split(' '))
  const forms = (['plural', 'table', 'kebab'] as const).filter((form) => old[form] !== names[form])
  return [...new Set([...lost.filter((word) => !titles.includes(word)), ...forms.map((form) => old[form])])]
}
