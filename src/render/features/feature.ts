import { UsageError } from '../../errors.ts'
import type { Access, FeatureOption } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import { namesOf, namesOfMany, referenceName } from '../fields/name.ts'
import { parseFields } from '../fields/parse.ts'
import { toCamelCase, wordsOf } from '../words.ts'
import type { GivenFeature, GivenFeatures } from './given.ts'
import type { FeatureNames } from './inflect.ts'
import { checkJoins } from './joins.ts'
import { claimNames, readFeatureName } from './name.ts'
import { inOrder, isVersioned, version } from './options.ts'
import { isOwned, owner, ownedReferences } from './owned.ts'

/** A feature, read and checked. */
export interface Feature {
  readonly names: FeatureNames
  readonly fields: readonly Field[]
  readonly timestamps: boolean
  /** The names of the fields that are its key; none where it is an `id` of its own. */
  readonly primaryKey: readonly string[]
  /** Whether it only joins rows of two others, the first of which says with which: then it has a model, and nothing else. */
  readonly joinsOnly: boolean
  /** What is unique together, by the names of fields; where rows have owners, there is more. */
  readonly unique: readonly (readonly string[])[]
  /** Who may use it; everybody where it says nothing. */
  readonly access?: Access | undefined
  /** What it has beside its fields. */
  readonly options: readonly FeatureOption[]
  /** The extension that brings it, files and all; none where the project's answers have it. */
  readonly extension?: string | undefined
  /** Whether nothing may refer to it. */
  readonly isInternal: boolean
  /** Whether its rows may be many of another's: what its fields say before they are read. */
  readonly mayBeMany: boolean
}

export type Features = ReadonlyMap<string, Feature>

/**
 * The features of a project, by the names of their folders.
 * @param only those to read and check now, where not all are wanted: another one's fields are read when they are looked at
 * @throws UsageError for a name, a field or a reference that cannot be
 */
export function readFeatures(given: GivenFeatures, only?: readonly string[]): Features {
  const names = new Map<string, FeatureNames>()
  const taken = new Map<string, string>()
  for (const [name, { singular, prefix = '' }] of Object.entries(given)) {
    const unprefixed = readFeatureName(name, singular)
    const own = { ...unprefixed, path: prefix + unprefixed.path }
    claimNames(own, taken)
    names.set(own.kebab, own)
  }
  const all = Object.values(given)
  const features = new Map([...names].map(([kebab, own], index) => [kebab, lazyFeature(own, all[index]!, names)]))
  const wanted = [...features.values()].filter(({ names: { kebab } }) => only?.includes(kebab) ?? true)
  // All are read before any is checked.
  const read = wanted.map((feature) => ({ ...feature }))
  for (const feature of read) {
    checkReferences(feature, features)
    checkParts(feature, features)
    checkJoins(feature, features)
    if (!feature.joinsOnly) checkAccess(feature, features)
  }
  return features
}

type Columns = Pick<Feature, 'fields' | 'primaryKey'>

/** A feature that reads its fields when first asked for them: a command has to do with few of many. */
function lazyFeature(names: FeatureNames, answer: GivenFeature, all: ReadonlyMap<string, FeatureNames>): Feature {
  // What joins others has no columns of its own but those that it is given.
  const { extension, access, options = [], isInternal = false, primaryKey = [], unique = [] } = answer
  const { timestamps = primaryKey.length === 0 } = answer
  let columns: Columns | undefined
  const read = () => (columns ??= readColumns(names, answer, all))
  return {
    names,
    timestamps,
    joinsOnly: answer.joinsOnly === true,
    unique,
    access,
    options: inOrder(options),
    extension,
    isInternal,
    mayBeMany: answer.fields.some((text) => text.includes(':many')),
    get fields() {
      return read().fields
    },
    get primaryKey() {
      return read().primaryKey
    },
  }
}

function readColumns(
  names: FeatureNames,
  { fields: texts, primaryKey: key = [], unique = [], access, options }: GivenFeature,
  all: ReadonlyMap<string, FeatureNames>,
): Columns {
  const fields = parseFields(texts).map((field) => lookUp(field, names, all))
  if (isOwned({ access }) && fields.some(({ name }) => name === owner.name)) throw ownerTaken(names)
  if (isVersioned({ options }) && fields.some(({ name }) => name === version.name)) throw versionTaken(names)
  if (options && key.length > 0) throw optionedJoin(names, options)
  const unknown = unique.flat().find((text) => !fields.some(({ name }) => name === text))
  if (unknown !== undefined) throw unknownUnique(unknown, names)
  return { fields, primaryKey: key.map((name) => keyOf(name, fields, names)) }
}

/** A reference with the feature that it leads to, which may have a singular of its own. */
function lookUp(field: Field, names: FeatureNames, all: ReadonlyMap<string, FeatureNames>): Field {
  if (field.type !== 'references' || all.has(field.target!)) return field
  const target = [...all.values()].find(({ singular }) => singular === referenceName(field))
  if (target) return { ...field, target: target.kebab }
  const known = [...all.keys()].filter((name) => name !== names.kebab)
  throw new UsageError(
    'REFERENCE_UNKNOWN',
    `\`${field.name}\` of ${names.kebab} refers to \`${field.target}\`, and there is no such feature.`,
    known.length > 0
      ? `Features: ${known.join(', ')}. Write \`${referenceName(field)}:references=${known[0]}\`.`
      : `Create it first: paxx feature create ${field.target}`,
  )
}

/** The field that a part of a primary key names, with or without its `Id`. */
function keyOf(text: string, fields: readonly Field[], { kebab }: FeatureNames): string {
  const name = toCamelCase(wordsOf(text))
  const field = fields.find((one) => namesOf(one).includes(name))
  if (field?.type === 'references' && !field.optional && !field.private) return field.name
  throw new UsageError(
    'PRIMARY_KEY_INVALID',
    `\`${text}\` cannot be part of the primary key of ${kebab}.`,
    'A primary key is made of references that are neither optional nor private.',
  )
}

function checkReferences({ names, fields }: Pick<Feature, 'names' | 'fields'>, features: Features): void {
  for (const { name, target, optional, many } of fields) {
    if (target === undefined) continue
    const { isInternal, extension } = features.get(target)!
    if (many) checkMany(names, fields, target, features)
    if (isInternal) {
      throw invalid(
        `\`${name}\` of ${names.kebab} refers to \`${target}\`, whose rows the extension \`${extension}\` keeps to itself.`,
        'Refer to another feature.',
      )
    }
    if (features.get(target)!.primaryKey.length > 0) {
      throw invalid(
        `\`${name}\` of ${names.kebab} refers to \`${target}\`, whose rows have no id.`,
        'Refer to what it joins.',
      )
    }
    if (!optional && needs(features, target, names.kebab)) {
      throw invalid(
        `\`${name}\` of ${names.kebab} needs a row that needs one of ${names.kebab}: there could be no first one.`,
        'Add `optional`.',
      )
    }
  }
}

/** That there is still room in a feature for those whose rows are many of its own. */
function checkParts({ names: { kebab } }: Feature, features: Features): void {
  for (const { names, fields } of [...features.values()].filter(({ mayBeMany }) => mayBeMany)) {
    if (fields.some(({ many, target }) => many && target === kebab)) checkMany(names, fields, kebab, features)
  }
}

/** What is many of another is answered with it, by the name of its feature. */
function checkMany(
  { kebab, plural }: FeatureNames,
  fields: readonly Field[],
  target: string,
  features: Features,
): void {
  const whole = features.get(target)!
  const refuse = (reason: string) =>
    invalid(`Rows of ${kebab} cannot be many of one of ${target}: ${reason}.`, 'Leave `many` out.')
  if (whole.extension !== undefined) throw refuse(`the extension \`${whole.extension}\` has its routes`)
  if (fields.filter((field) => field.many && field.target === target).length > 1)
    throw refuse('they are so by another field')
  const names = whole.fields.flatMap(namesOf)
  const taken = namesOfMany(plural).find((name) => names.includes(name))
  if (taken) throw refuse(`those have \`${taken}\` already`)
}

/** A row that has an owner is referred to by rows of that owner, or by what administrators look after. */
function checkAccess(feature: Feature, features: Features): void {
  const { names, access, primaryKey } = feature
  const [open] = access === undefined || access === 'user' ? ownedReferences(feature, features) : []
  if (open) {
    const whose = access === 'user' ? 'whoever is signed in' : 'everybody'
    throw invalid(
      `\`${open.name}\` of ${names.kebab} refers to \`${open.target}\`, whose rows have owners, and ${whose} may use ${names.kebab}.`,
      `Give its rows owners, too (\`--owner\`, or paxx feature access ${names.kebab} owner), or leave it to administrators (admin).`,
    )
  }
  if (isOwned(feature) && primaryKey.length > 0 && ownedReferences(feature, features).length === 0) {
    throw invalid(
      `Rows of ${names.kebab} are known by what they join, and that has no owners: one of them could be there once, for one owner.`,
      'Give what it joins owners first, or leave out --primary-key.',
    )
  }
}

/** Whether there can be no row of a feature without one of another. */
function needs(features: Features, from: string, wanted: string, seen = new Set<string>()): boolean {
  if (from === wanted) return true
  if (seen.has(from)) return false
  seen.add(from)
  const required = features.get(from)!.fields.filter(({ target, optional }) => target !== undefined && !optional)
  return required.some(({ target }) => needs(features, target!, wanted, seen))
}

const ownerTaken = ({ kebab }: FeatureNames) =>
  new UsageError(
    'FIELD_TAKEN',
    `${kebab} has a field \`${owner.name}\`, which is what rows with owners have.`,
    `Rename it first: paxx field rename ${kebab} owner proprietor`,
  )

const versionTaken = ({ kebab }: FeatureNames) =>
  new UsageError(
    'FIELD_TAKEN',
    `${kebab} has a field \`${version.name}\`, which is what versioned rows have.`,
    `Rename it first: paxx field rename ${kebab} version edition`,
  )

const optionedJoin = ({ kebab }: FeatureNames, options: readonly FeatureOption[]) =>
  new UsageError(
    'OPTION_INVALID',
    `Rows of ${kebab} are known by what they join, and have no use for ${options.join(' and ')}.`,
    'Leave that out, or --primary-key.',
  )

const unknownUnique = (name: string, { kebab }: FeatureNames) =>
  new UsageError(
    'FIELD_UNKNOWN',
    `${kebab} is to be unique by \`${name}\`, and has no such field.`,
    'Name fields as its model does: `userId` for a reference `user`.',
  )

const invalid = (message: string, hint: string) => new UsageError('REFERENCE_INVALID', message, hint)
