import type { Answers } from '../answers.ts'
import { renderTemplate, type Slots } from '../template.ts'
import { textOf, type Tree } from '../tree.ts'
import type { Feature, Features } from './feature.ts'
import { isJoin, joinSlots } from './key.ts'
import { testSlots } from './tests.ts'
import { slotsOf, viewOf } from './view.ts'

/** The templates of a feature: the files of its folder, and the parts that its tests have where its fields give cause. */
export interface FeatureTemplates {
  readonly files: Tree
  /** What takes their place where rows are known by what they join. */
  readonly join: Tree
  readonly parts: Tree
}

/** The files of one feature, not formatted yet. */
export function renderFeature(
  feature: Feature,
  features: Features,
  ids: Answers['ids'],
  { files, join, parts }: FeatureTemplates,
): [path: string, text: string][] {
  const view = viewOf(feature, features, ids)
  const part = (name: string) => textOf(parts.get(name)!)
  const slots = {
    ...slotsOf(feature, features),
    ...joinSlots(feature, view, part),
    ...testSlots(feature, features, view, part),
  }
  const sources = isJoin(feature) ? new Map([...files, ...join]) : files
  const { kebab } = feature.names
  return [...sources].map(([path, source]) => [
    `features/${kebab}/${path.replace('[name]', kebab)}`,
    renderTemplate(textOf(source), view, slots),
  ])
}

/** The two lines of `app.ts` for each feature. */
export function mountSlots(features: Features): Slots {
  const names = [...features.values()].map((feature) => feature.names)
  return {
    'app.imports': names.map(({ kebab, plural }) => `import { ${plural} } from '#features/${kebab}/routes.ts'`),
    'app.routes': names.map(({ path, plural }) => `app.route('${path}', ${plural})`),
  }
}
