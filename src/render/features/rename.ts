import { UsageError } from '../../errors.ts'
import type { Answers } from '../answers.ts'
import type { Extensions } from '../extensions/select.ts'
import type { Tree } from '../tree.ts'
import { answerOf } from './add.ts'
import { type Feature, readFeatures } from './feature.ts'
import { givenFeatures } from './given.ts'
import { featureExists, readFeatureName } from './name.ts'

interface Renamed {
  readonly answers: Answers
  readonly from: Feature
  readonly to: Feature
  /** The features that refer to it, by the names of their folders. */
  readonly dependents: readonly string[]
}

/**
 * The answers with a feature under another name, in its place. The fields that refer to it keep their names.
 * @param one the singular, where the one that is found would be wrong
 * @throws UsageError for a name that cannot be, or is taken
 */
export function renameFeature(answers: Answers, known: Extensions, kebab: string, name: string, one?: string): Renamed {
  const names = readFeatureName(name, one)
  const given = givenFeatures(answers, known)
  if (names.kebab !== kebab && Object.hasOwn(given, names.kebab)) throw featureExists(names.kebab)
  const features = readFeatures(given)
  const from = features.get(kebab)!
  if (names.kebab === kebab && names.singular === from.names.singular) {
    throw new UsageError('NAME_SAME', `\`${kebab}\` is called that already.`, 'Give it another name.')
  }
  const own = [...features.values()].filter(({ extension }) => extension === undefined)
  const renamed = own.map((feature): [string, Answers['features'][string]] => {
    const { kebab: present } = feature.names
    if (present !== kebab && !refersTo(feature, kebab)) return [present, answers.features[present]!]
    const fields = feature.fields.map((field) => (field.target === kebab ? { ...field, target: names.kebab } : field))
    const called = present === kebab ? names : feature.names
    return [called.kebab, answerOf({ ...feature, names: called, fields })]
  })
  const dependents = own
    .map(({ names: { kebab: each } }) => each)
    .filter((each) => each !== kebab && refersTo(features.get(each)!, kebab))
  const after: Answers = { ...answers, features: Object.fromEntries(renamed) }
  const to = readFeatures(givenFeatures(after, known), [names.kebab, ...dependents]).get(names.kebab)!
  return { answers: after, from, to, dependents }
}

/** Whether a feature refers to another one. */
export const refersTo = ({ fields }: Feature, kebab: string): boolean => fields.some(({ target }) => target === kebab)

/**
 * Where each file of a renamed feature belongs: those that were rendered where they are rendered now, which may bear its
 * name, and others in the new folder.
 * @param paths of all that there are
 */
export function movedFiles(
  paths: Iterable<string>,
  from: string,
  to: string,
  theirs: Tree,
): ReadonlyMap<string, string> {
  if (from === to) return new Map()
  const [old, fresh] = [`features/${from}/`, `features/${to}/`]
  const own = [...paths].filter((path) => path.startsWith(old)).map((path) => path.slice(old.length))
  return new Map(
    own.map((path) => {
      const named = fresh + path.replace(from, to)
      return [old + path, theirs.has(named) ? named : fresh + path]
    }),
  )
}
