import type { Feature, Features } from './feature.ts'
import { linksOf } from './link-slots.ts'
import { filtersOf, sortableOf } from './lists.ts'
import { relationsOf } from './relations.ts'

/** Queries that a list refuses: of what it does not sort or filter by or include, and of values that are none. */
export function refusedQueries(feature: Feature, features: Features): string[] {
  const [filters, sortable] = [filtersOf(feature), sortableOf(feature)]
  const [related] = relationsOf(feature, features)
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
    ...[...filters, ...linksOf(feature, features).map(({ field }) => field)].map(
      ({ name }) => `${name}=none%20of%20these`,
    ),
    ...(related ? ['include=', `include=${related.name}.id`, `include=${related.name},notARelation`] : []),
  ]
}
