import type { Access, FeatureOption } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import { isVersioned, version } from './options.ts'

/** The feature whose rows are the users: what provides access brings it. */
export const users = 'users'

/** Who owns a row. It is no field: who creates a row is its owner, and no command on fields takes it away. */
export const owner: Field = {
  name: 'ownerId',
  column: 'owner_id',
  type: 'references',
  optional: false,
  unique: false,
  index: false,
  private: false,
  target: users,
  onDelete: 'cascade',
}

/** What of a feature says who owns its rows. */
export interface Accessed {
  readonly access?: Access | undefined
}
interface Columns extends Accessed {
  readonly options?: readonly FeatureOption[] | undefined
  readonly fields: readonly Field[]
}
interface Uniques extends Columns {
  readonly unique: readonly (readonly string[])[]
}

/** How few may read it. Of owners' rows, a query finds those that whoever asks may read. */
export const rankOf = ({ access }: Accessed): number => (access === undefined ? 0 : access === 'admin' ? 2 : 1)

export const isOwned = ({ access }: Accessed): boolean => access === 'owner'

/** What a table has of a feature's own. Where rows have owners, what is unique is so for each of them. */
export const columnsOf = (feature: Columns): readonly Field[] => [
  ...(isOwned(feature) ? [owner, ...feature.fields.map((field) => ({ ...field, unique: false }))] : feature.fields),
  ...(isVersioned(feature) ? [version] : []),
]

/** The columns that rows have for what a feature is, and no client sets. */
export const ownColumns = (feature: Columns): readonly Field[] => [
  ...(isOwned(feature) ? [owner] : []),
  ...(isVersioned(feature) ? [version] : []),
]

/** What is unique together, by the names of fields. */
export const uniquesOf = (feature: Uniques): (readonly string[])[] => [
  ...feature.unique,
  ...(isOwned(feature) ? feature.fields.filter(({ unique }) => unique).map(({ name }) => [owner.name, name]) : []),
]

/** The references to rows that have owners. */
export const ownedReferences = ({ fields }: Columns, features: ReadonlyMap<string, Accessed>): Field[] =>
  fields.filter(({ target }) => target !== undefined && isOwned(features.get(target)!))
