import { UsageError } from '../../errors.ts'
import { lookForProject, type Project } from '../../project/find.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { readFeatureName } from '../../render/features/name.ts'

/**
 * The feature of a project that a name in any spelling means.
 * @throws UsageError when there is none
 */
export function findFeature({ answers }: Project, name: string): { kebab: string; answer: FeatureAnswer } {
  const kebab = Object.hasOwn(answers.features, name) ? name : readFeatureName(name).kebab
  const answer = Object.hasOwn(answers.features, kebab) ? answers.features[kebab] : undefined
  if (answer) return { kebab, answer }
  const known = Object.keys(answers.features)
  throw new UsageError(
    'FEATURE_UNKNOWN',
    `There is no feature \`${kebab}\`.`,
    known.length > 0 ? `There are: ${known.join(', ')}.` : 'There is none yet: paxx feature create orders',
  )
}

/** The features of the project around the current folder, for whoever completes a name. */
export const featureNames = async (): Promise<string[]> =>
  Object.keys((await lookForProject(process.cwd()))?.answers.features ?? {})
