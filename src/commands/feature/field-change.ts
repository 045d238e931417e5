import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import type { Project } from '../../project/find.ts'
import { answerOf } from '../../render/features/add.ts'
import { type Feature, readFeatures } from '../../render/features/feature.ts'
import { parseFields } from '../../render/fields/parse.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { decideFields } from './fields.ts'
import { fillOption, isRequired, readFills, splitFill } from './fills.ts'
import { unknownField } from './find-field.ts'
import { featureNames, findFeature } from './known.ts'
import { type FieldChange, goneValues, readReplacements, replacementName } from './replaced.ts'

export const command = defineCommand({
  details:
    'Each field becomes what it is given as, all of it: what is left out goes. Changes the model, the schemas, the filters and the tests, by a merge with what you made of them, and writes the migration that alters the table; what may be lost by that is said. `paxx feature create --help` says what a field may be.',
  positionals: {
    feature: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' },
    fields: { type: 'string', array: true, demandOption: true, describe: 'The fields as they are to be' },
  },
  options: { ...changeOptions, ...fillOption },
  values: { feature: featureNames },
  examples: [
    ['paxx field change orders total:bigint:min=0', 'Another type'],
    ['paxx field change orders status:enum=open,paid,shipped:default=open', 'Another list of values'],
    [
      'paxx field change orders status:enum=open,paid --fill status:shipped=paid',
      'A value less, and what the rows get that have it',
    ],
    [
      'paxx field change orders notes:text --fill notes=none',
      'No longer optional, and `none` in the rows that have none',
    ],
  ],
  async run({ feature, fields, fill = [], ...args }) {
    return await changeProject('field change', args, (project, templates) =>
      decide(project, templates, feature, fields, fill, args),
    )
  },
})

async function decide(
  project: Project,
  templates: Templates,
  name: string,
  texts: readonly string[],
  fills: readonly string[],
  args: GlobalArgs,
): Promise<Decision> {
  const { kebab, answer, given: all } = findFeature(project, templates, name)
  const before = readFeatures(all, [kebab]).get(kebab)!
  const given = parseFields(texts)
  const places = given.map(({ name: own }) => before.fields.findIndex((field) => field.name === own))
  const stranger = given[places.indexOf(-1)]
  if (stranger) throw unknownField(before, stranger.name)
  const fields = answer.fields.map((text, place) => texts[places.indexOf(place)] ?? text)
  const features = readFeatures({ ...all, [kebab]: { ...answer, fields } }, [kebab])
  const feature = features.get(kebab)!
  const changed = places.map((place) => ({ from: before.fields[place]!, to: feature.fields[place]! }))
  return await decideFields(project, templates, kebab, answerOf(feature), {
    message: `change_${given.map(({ column }) => column).join('_')}_of_${feature.names.table}`,
    fills: fillsOf(feature, changed, fills, project),
    args,
  })
}

/** What `--fill` says: of rows that would have nothing, and of those that have a value which goes. */
function fillsOf(
  feature: Feature,
  changed: readonly FieldChange[],
  texts: readonly string[],
  project: Project,
): ReadonlyMap<string, string> {
  const needing = changed.filter(({ from, to }) => from.optional && isRequired(to)).map(({ to }) => to)
  const replacing = changed.flatMap((change) => {
    const gone = goneValues(change)
    return gone.length > 0 ? [change.to.name, ...gone.map((value) => replacementName(change.to, value))] : []
  })
  const given = new Map(texts.map(splitFill))
  const others = texts.filter((text) => {
    const [name] = splitFill(text)
    return needing.some((field) => field.name === name) || !replacing.includes(name)
  })
  return new Map([
    ...readFills(feature, needing, others, project),
    ...changed.flatMap((change) => readReplacements(feature.names.table, change, given, project.answers)),
  ])
}
