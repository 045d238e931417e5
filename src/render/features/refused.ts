import type { Feature } from './feature.ts'
import { filtersOf, sortableOf } from './lists.ts'

/** Queries that a list refuses: of what it does not sort or filter by, and of values that are none. */
export function refusedQueries(feature: Feature): string[] {
  const [filters, sortable] = [filtersOf(feature), sortableOf(feature)]
  const hidden = feature.fields.find(({ name }) => filters.every((filter) => filter.name !== name))
  const unsorted = feature.fields.find(({ name }) => !sortable.includes(name))
  return [
    'limit=0',
    'limit=101',
    'limit=0x10',
    'limit=1&limit=2',
    'cursor=%FF',
    'notAField=1',
    ...(hidden ? [`${hidden.name}=1`] : []),
    'sort=notAField',
    ...(unsorted ? [`sort=${unsorted.name}`] : []),
    ...filters.map(({ name }) => `${name}=none%20of%20these`),
  ]
}
