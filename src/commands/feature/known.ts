import { UsageError } from '../../errors.ts'
import { lookForProject, type Project } from '../../project/find.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { type GivenFeatures, givenFeatures } from '../../render/features/given.ts'
import { ofExtension, readFeatureName } from '../../render/features/name.ts'
import type { Templates } from '../../render/render.ts'

interface Found {
  readonly kebab: string
  readonly answer: FeatureAnswer
  /** All that there are. */
  readonly given: GivenFeatures
}

/**
 * The feature of a project that a name in any spelling means, for what changes it.
 * @throws UsageError when there is none, or an extension brings it
 */
export function findFeature(project: Project, templates: Templates, name: string): Found {
  const { kebab, given } = findGiven(project, templates, name)
  const { extension } = given[kebab]!
  if (extension !== undefined) throw ofExtension(kebab, extension)
  return { kebab, answer: project.answers.features[kebab]!, given }
}

/**
 * The same for one that an extension may bring.
 * @throws UsageError when there is none
 */
export function findGiven(
  { answers }: Project,
  { extensions }: Templates,
  name: string,
): Pick<Found, 'kebab' | 'given'> {
  const given = givenFeatures(answers, extensions)
  const kebab = Object.hasOwn(answers.features, name) ? name : readFeatureName(name).kebab
  if (Object.hasOwn(given, kebab)) return { kebab, given }
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
