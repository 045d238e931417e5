import type { Field } from '../fields/field.ts'
import type { Feature, Features } from './feature.ts'

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

type Columns = Pick<Feature, 'access' | 'fields'>

export const isOwned = ({ access }: Pick<Feature, 'access'>): boolean => access === 'owner'

/** What a table has of a feature's own. Where rows have owners, what is unique is so for each of them. */
export const columnsOf = (feature: Columns): readonly Field[] =>
  isOwned(feature) ? [owner, ...feature.fields.map((field) => ({ ...field, unique: false }))] : feature.fields

/** What is unique together, by the names of fields. */
export const uniquesOf = (feature: Columns): (readonly string[])[] =>
  isOwned(feature) ? feature.fields.filter(({ unique }) => unique).map(({ name }) => [owner.name, name]) : []

/** The references to rows that have owners. */
export const ownedReferences = ({ fields }: Pick<Feature, 'fields'>, features: Features): Field[] =>
  fields.filter(({ target }) => target !== undefined && isOwned(features.get(target)!))
