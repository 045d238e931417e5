import { types } from '../fields/types.ts'
import type { Feature } from './feature.ts'
import { filtersOf, sortableOf } from './lists.ts'

/** Queries that a list refuses: of what it does not sort or filter by, and of values that are none. */
export function refusedQueries(feature: Feature): string[] {
  const [filters, sortable] = [filtersOf(feature), sortableOf(feature)]
  const hidden = feature.fields.find((field) => !filters.includes(field))
  const unsorted = feature.fields.find(({ name }) => !sortable.includes(name))
  return [
    'limit=0',
    'limit=101',
    'notAField=1',
    ...(hidden ? [`${hidden.name}=1`] : []),
    'sort=notAField',
    ...(unsorted ? [`sort=${unsorted.name}`] : []),
    ...filters.map((field) => `${field.name}=${field.type === 'boolean' ? '1' : wrongValue(field)}`),
  ]
}

const wrongValue = (field: Feature['fields'][number]): string =>
  encodeURIComponent(types[field.type].invalid(field)[0]![1].replaceAll("'", ''))
