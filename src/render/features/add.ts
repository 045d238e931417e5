import type { Access, Answers, FeatureAnswer, FeatureOption } from '../answers.ts'
import type { Extensions } from '../extensions/select.ts'
import { printField } from '../fields/print.ts'
import { type Feature, readFeatures } from './feature.ts'
import { givenFeatures } from './given.ts'
import { inflect } from './inflect.ts'
import { featureExists, ofExtension, readFeatureName } from './name.ts'
import { inOrder } from './options.ts'

/** What `paxx feature create` was told. */
export interface FeatureRequest {
  readonly name: string
  readonly fields: readonly string[]
  readonly singular?: string
  readonly timestamps?: boolean
  readonly primaryKey?: readonly string[]
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

/** How a feature is kept in `paxx.json`. */
export function answerOf({ names, fields, timestamps, primaryKey, access, options }: Feature): FeatureAnswer {
  const found = inflect(names.kebab)
  const hasOwnSingular = found.kebab !== names.kebab || found.singular !== names.singular
  return {
    ...(hasOwnSingular && { singular: names.title.replaceAll(' ', '-') }),
    ...(!timestamps && primaryKey.length === 0 && { timestamps }),
    ...(primaryKey.length > 0 && { primaryKey: [...primaryKey] }),
    ...(access && { access }),
    ...(options.length > 0 && { options: [...options] }),
    fields: fields.map(printField),
  }
}
