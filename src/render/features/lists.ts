import type { Field } from '../fields/field.ts'
import type { Feature } from './feature.ts'
import { columnsOf } from './owned.ts'

const filtered = ['references', 'enum', 'boolean']

/** Whether a list filters by a field: to filter by a private one would tell what it holds. */
export const isFilter = (field: Field): boolean => filtered.includes(field.type) && !field.private
export const filtersOf = (feature: Feature): readonly Field[] => columnsOf(feature).filter(isFilter)

/**
 * Whether it sorts by one: what has an index, so that the last page costs what the first one does. A unique one alone does
 * not order the many rows that may have no value.
 */
const isSortable = ({ type, index, unique, optional, private: secret }: Field): boolean =>
  (index || (unique && !optional)) && !secret && type !== 'references'

/**
 * The columns that a list sorts by, the usual one first. Not by the id where there are timestamps: that is the same order,
 * and would take an index for each filter once more.
 */
export const sortableOf = ({ fields, timestamps, primaryKey: [key = 'id'] }: Feature): readonly string[] => [
  timestamps ? 'createdAt' : key,
  ...fields.filter(isSortable).map(({ name }) => name),
]
