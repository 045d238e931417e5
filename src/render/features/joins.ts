import { UsageError } from '../../errors.ts'
import type { Field } from '../fields/field.ts'
import { namesOf, namesOfMany, referenceName } from '../fields/name.ts'
import { printField } from '../fields/print.ts'
import type { FeatureNames } from './inflect.ts'
import type { Accessed } from './owned.ts'

/** What of a feature says what it joins, or what stands in the way of that. */
interface Joinable extends Accessed {
  readonly names: FeatureNames
  readonly fields: readonly Field[]
  readonly primaryKey: readonly string[]
  readonly joinsOnly: boolean
  readonly extension?: string | undefined
}

/** What joins the rows of a feature with those of another, as the feature sees it. */
export interface Join<Feature = Joinable> {
  readonly through: Feature
  /** The reference to the feature itself, and that to the other. */
  readonly from: Field
  readonly to: Field
  /** Whether it is the feature whose routes say what is joined. */
  readonly isSetHere: boolean
}

/** The joins of a feature with others. */
export const joinsOf = <Feature extends Joinable>(
  { names }: Joinable,
  features: ReadonlyMap<string, Feature>,
): Join<Feature>[] =>
  joinsAmong(features).flatMap((through) => {
    const from = through.fields.find(({ target }) => target === names.kebab)
    const to = through.fields.find((field) => field !== from)
    return from && to ? [{ through, from, to, isSetHere: through.primaryKey[0] === from.name }] : []
  })

/** Of a thousand features, each would look through all the others. */
const known = new WeakMap<ReadonlyMap<string, Joinable>, readonly Joinable[]>()
export function joinsAmong<Feature extends Joinable>(features: ReadonlyMap<string, Feature>): readonly Feature[] {
  const joins = known.get(features) ?? [...features.values()].filter(({ joinsOnly }) => joinsOnly)
  known.set(features, joins)
  return joins as readonly Feature[]
}

/**
 * Checks a feature that is a join, or the joins that one has part in.
 * @throws UsageError where both sides could not have their routes by it
 */
export function checkJoins(feature: Joinable, features: ReadonlyMap<string, Joinable>): void {
  if (feature.joinsOnly) return checkJoin(feature, features)
  for (const { through } of joinsOf(feature, features)) checkJoin(through, features)
}

function checkJoin(through: Joinable, features: ReadonlyMap<string, Joinable>): void {
  const { names, fields, primaryKey, access } = through
  if (fields.length !== 2 || primaryKey.length !== 2) throw notOnly(through)
  if (fields.some(({ many }) => many))
    throw invalid(`Both sides of \`${names.kebab}\` are answered with each other already.`, 'Leave `many` out.')
  if (access) throw hasNoRoutes(names)
  const [first, second] = primaryKey.map((key) => features.get(fields.find(({ name }) => name === key)!.target!)!)
  if (first === second) throw withItself(first!.names)
  for (const side of [first!, second!]) {
    if (side.extension !== undefined) throw ofExtension(side.names, side.extension, first === side ? second! : first!)
    for (const join of joinsOf(side, features)) checkSide(side, join, features)
  }
}

/** That the one side has room for what the join brings it. */
function checkSide(side: Joinable, { through, to }: Join, features: ReadonlyMap<string, Joinable>): void {
  const other = features.get(to.target!)!
  const { plural, kebab } = other.names
  const brought = [...namesOfMany(plural), to.name, 'include']
  const field = side.fields.find((one) => namesOf(one).some((name) => brought.includes(name)))
  if (field) throw taken(side.names, other.names, field)
  const part = other.fields.find(({ many, target }) => many && target === side.names.kebab)
  if (part) throw partsAlready(side.names, other.names, part)
  for (const another of joinsOf(side, features)) {
    if (another.through === through) continue
    if (another.to.target === kebab) throw joinedAlready(side.names, other.names, another.through.names)
    if (another.to.name === to.name) throw filteredAlready(side.names, another, through.names)
  }
}

const invalid = (message: string, hint: string) => new UsageError('JOIN_INVALID', message, hint)

const taken = ({ kebab }: FeatureNames, other: FeatureNames, { name }: Field) =>
  invalid(
    `${kebab} have \`${name}\`, by which they could not be asked for the ${other.titles} that they are joined with.`,
    `Call it something else; where it is there: paxx field rename ${kebab} ${name} …`,
  )

const partsAlready = ({ kebab }: FeatureNames, other: FeatureNames, { name }: Field) =>
  invalid(
    `Rows of ${other.kebab} are many of one of ${kebab} by \`${name}\`, and so not joined with them, too.`,
    `Leave \`many\` out of it: paxx field change ${other.kebab} …`,
  )

const filteredAlready = ({ kebab }: FeatureNames, { through, to }: Join, { kebab: fresh }: FeatureNames) =>
  invalid(
    `${kebab} are filtered by \`${to.name}\` because of \`${through.names.kebab}\`, and could not be because of \`${fresh}\`, too.`,
    `Call one of them something else: paxx field rename ${through.names.kebab} ${to.name} …`,
  )

const notOnly = ({ names: { kebab }, fields, primaryKey }: Joinable) => {
  const keys = fields.filter(({ name }) => primaryKey.includes(name))
  return invalid(
    `\`${kebab}\` joins rows of two features, and has no fields but the two that say which.`,
    `What says more is a feature with routes of its own: paxx feature remove ${kebab}, and then paxx feature create ${kebab} ${keys
      .map((field) => printField(field))
      .join(' ')} … --primary-key ${keys.map(referenceName).join(',')}`,
  )
}

const hasNoRoutes = ({ kebab }: FeatureNames) =>
  invalid(
    `\`${kebab}\` has no routes: who may use it is said by what it joins.`,
    'Change the access of that: paxx feature list',
  )

export const withItself = ({ kebab, singular }: FeatureNames): UsageError =>
  invalid(
    `\`${kebab}\` cannot be joined with itself: which of two rows would be whose?`,
    `Say it by a feature: paxx feature create ${singular}-links from:references=${kebab}:cascade to:references=${kebab}:cascade --primary-key from,to`,
  )

const ofExtension = ({ kebab, singular }: FeatureNames, extension: string, { names: other }: Joinable) =>
  new UsageError(
    'FEATURE_OF_EXTENSION',
    `\`${kebab}\` is of the extension \`${extension}\`, which has its routes, and cannot be joined with ${other.kebab}.`,
    `Say it by a feature: paxx feature create ${other.singular}-${kebab} ${other.singular}:references:cascade ${singular}:references:cascade --primary-key ${other.singular},${singular}`,
  )

export const joinedAlready = (side: FeatureNames, other: FeatureNames, by: FeatureNames): UsageError =>
  new UsageError(
    'JOIN_EXISTS',
    `${side.kebab} and ${other.kebab} are joined already, by \`${by.kebab}\`.`,
    `To part them: paxx feature remove ${by.kebab}`,
  )
