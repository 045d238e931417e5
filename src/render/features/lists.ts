import type { Field } from '../fields/field.ts'
import type { Feature } from './feature.ts'

const filtered = ['references', 'enum', 'boolean']

/** The fields that a list filters by: to filter by a private one would tell what it holds. */
export const filtersOf = ({ fields }: Feature): readonly Field[] =>
  fields.filter((field) => filtered.includes(field.type) && !field.private)

/** The columns that a list sorts by: those with an index, so that its last page costs what the first one does. */
export function sortableOf({ fields, timestamps, primaryKey: [key = 'id'] }: Feature): readonly string[] {
  const indexed = fields.filter(
    (field) => (field.index || field.unique) && !field.private && field.type !== 'references',
  )
  return [key, ...(timestamps ? ['createdAt'] : []), ...indexed.map(({ name }) => name)]
}
