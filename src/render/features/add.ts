import type { Access, Answers, FeatureAnswer, FeatureOption } from '../answers.ts'
import type { Extensions } from '../extensions/select.ts'
import { printField } from '../fields/print.ts'
import { type Feature, readFeatures } from './feature.ts'
import { givenFeatures } from './given.ts'
import { type FeatureNames, inflect } from './inflect.ts'
import { featureExists, ofExtension, readFeatureName } from './name.ts'
import { inOrder } from './options.ts'

/** What `paxx feature create` was told. */
export interface FeatureRequest {
  readonly name: string
  readonly fields: readonly string[]
  readonly singular?: string
  readonly timestamps?: boolean
  readonly primaryKey?: readonly string[]
  readonly joinsOnly?: boolean
  readonly access?: Access | undefined
  readonly options?: readonly FeatureOption[]
}

/**
 * The answers with one more feature, its fields in the one way in which they are kept.
 * @throws UsageError for a name, a field or a reference that cannot be
 */
export function addFeature(
  answers: Answers,
  request: FeatureRequest,
  known: Extensions = {},
): { answers: Answers; feature: Feature } {
  const { kebab } = readFeatureName(request.name, request.singular)
  const given: FeatureAnswer = {
    ...(request.singular !== undefined && { singular: request.singular }),
    ...(request.timestamps === false && { timestamps: false }),
    ...(request.primaryKey && { primaryKey: [...request.primaryKey] }),
    ...(request.joinsOnly && { joinsOnly: true }),
    ...(request.access && { access: request.access }),
    ...(request.options?.length && { options: inOrder(request.options) }),
    fields: [...request.fields],
  }
  const all = givenFeatures(answers, known)
  const present = Object.hasOwn(all, kebab) ? all[kebab] : undefined
  if (present?.extension !== undefined) throw ofExtension(kebab, present.extension)
  if (present) throw featureExists(kebab)
  const feature = readFeatures({ ...all, [kebab]: { ...given, prefix: answers.prefix } }, [kebab]).get(kebab)!
  return { answers: { ...answers, features: { ...answers.features, [kebab]: answerOf(feature) } }, feature }
}

/** What joins the rows of one feature with those of another: a table of two references, which are its key. */
export const joinRequest = (one: FeatureNames, other: FeatureNames, name?: string): FeatureRequest => ({
  name: name ?? `${referringTo(one)}-${other.kebab}`,
  fields: [one, other].map((names) => `${referringTo(names)}:references=${names.kebab}:cascade`),
  primaryKey: [one, other].map(referringTo),
  joinsOnly: true,
})

const referringTo = ({ title }: FeatureNames): string => title.replaceAll(' ', '-')

/** How a feature is kept in `paxx.json`. */
export function answerOf(feature: Feature): FeatureAnswer {
  const { names, fields, timestamps, primaryKey, joinsOnly, access, options } = feature
  const found = inflect(names.kebab)
  const hasOwnSingular = found.kebab !== names.kebab || found.singular !== names.singular
  return {
    ...(hasOwnSingular && { singular: referringTo(names) }),
    ...(!timestamps && primaryKey.length === 0 && { timestamps }),
    ...(primaryKey.length > 0 && { primaryKey: [...primaryKey] }),
    ...(joinsOnly && { joinsOnly }),
    ...(access && { access }),
    ...(options.length > 0 && { options: [...options] }),
    fields: fields.map(printField),
  }
}
