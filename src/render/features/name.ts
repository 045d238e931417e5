import { UsageError } from '../../errors.ts'
import { isDevice, objectKeys, reservedWords, takenNames, takenTypes } from '../reserved.ts'
import { survivesSnakeCase, toCamelCase, wordsOf } from '../words.ts'
import { type FeatureNames, inflect } from './inflect.ts'

const longest = 48
/** What follows on its name in those of its schemas. */
const schemas = ['', 'Page', 'Create', 'Update', 'CreateWithParts', 'WithRelations', 'WithRelationsPage']
const spelling = /^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/i

/** Names that were read: a command reads those of all features several times. */
const known = new Map<string, FeatureNames>()

/**
 * A feature's name in all its forms, checked.
 * @param one the singular, where the one that is found would be wrong
 * @throws UsageError with the reason
 */
export function readFeatureName(name: string, one?: string): FeatureNames {
  const key = `${name} ${one ?? ''}`
  const names = known.get(key) ?? checkName(name, one)
  known.set(key, names)
  return names
}

function checkName(name: string, one: string | undefined): FeatureNames {
  for (const given of one === undefined ? [name] : [name, one]) checkSpelling(given)
  const names = inflect(name, one)
  const reason = refusal(name, names)
  if (reason !== undefined) throw invalid(name, reason)
  return names
}

/**
 * Takes what a feature calls itself and its schemas; in the OpenAPI document each is there once.
 * @param taken what others have taken, and who; this one's is added
 * @throws UsageError when something is taken
 */
export function claimNames({ kebab, Singular }: FeatureNames, taken: Map<string, string>): void {
  if (taken.get(kebab) === kebab) throw featureExists(kebab)
  for (const name of [kebab, ...schemas.map((suffix) => Singular + suffix)]) {
    const other = taken.get(name)
    if (other !== undefined) throw invalid(kebab, `the feature \`${other}\` has a \`${name}\` already`)
    taken.set(name, kebab)
  }
}

function checkSpelling(name: string): void {
  if (!spelling.test(name))
    throw invalid(name, 'only letters, digits and single hyphens are allowed, and a letter first')
}

function refusal(typed: string, { kebab, plural, singular, Singular }: FeatureNames): string | undefined {
  if (Math.max(plural.length, singular.length, kebab.length) > longest) return `it is longer than ${longest} characters`
  for (const name of [toCamelCase(wordsOf(typed)), plural]) {
    if (isDevice(name)) return 'Windows keeps it for a device'
    if (reservedWords.has(name)) return `\`${name}\` is a reserved word`
    if (objectKeys.has(name)) return `every object has \`${name}\``
    if (takenNames.has(name)) return `projects have a \`${name}\` of their own`
  }
  if (!survivesSnakeCase(plural)) return `the database would give \`${plural}\` back in another spelling`
  if (takenTypes.has(Singular)) return `\`${Singular}\` is what generated files call something else`
  if (/^(sqlite|kysely)[A-Z]/.test(plural)) return 'the database keeps such tables for itself'
  return undefined
}

export const featureExists = (name: string): UsageError =>
  new UsageError('FEATURE_EXISTS', `There is a feature \`${name}\` already.`, 'To see them: paxx feature list')

export const ofExtension = (name: string, extension: string): UsageError =>
  new UsageError(
    'FEATURE_OF_EXTENSION',
    `The feature \`${name}\` is of the extension \`${extension}\`.`,
    `What else it is to hold: edit features/${name}/models.ts, and then paxx db migrate "change ${name}"`,
  )

const invalid = (name: string, reason: string): UsageError =>
  new UsageError(
    'NAME_INVALID',
    `\`${name}\` cannot be the name of a feature: ${reason}.`,
    'A name is plural, lowercase words with hyphens, at most 48 characters: `order-items`.',
  )
