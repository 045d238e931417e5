import { textIn } from '../../merge/contents.ts'
import type { Compared } from '../../project/compare.ts'
import type { Answers } from '../../render/answers.ts'
import type { Extensions } from '../../render/extensions/select.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { compareModel, type FieldDifference } from '../../render/models/compare-model.ts'

/** A field of a feature that its model has otherwise than `paxx.json` does. */
export interface Differing extends FieldDifference {
  readonly feature: string
}

/** Where models that were edited and `paxx.json` differ, read from their source: nothing of them runs. */
export function findDiffering(answers: Answers, known: Extensions, files: readonly Compared[]): Differing[] {
  const edited = files.filter(({ state, ours }) => state === 'edited' && ours !== null)
  const sources = new Map(edited.map(({ path, ours }) => [path, textIn(ours!)]))
  const features = readFeatures(givenFeatures(answers, known), [])
  return [...features].flatMap(([feature, read]) => {
    if (read.extension !== undefined) return []
    const source = sources.get(`features/${feature}/models.ts`)
    const compared = source === undefined ? undefined : compareModel(source, read, features)
    return compared?.differences.map((one) => ({ feature, ...one })) ?? []
  })
}

/** Both sides of a difference. */
export const differenceText = ({ feature, answers, models }: Differing): string =>
  `${feature}: ${answers ?? 'nothing'} in paxx.json, ${models ?? 'nothing'} in models.ts`
