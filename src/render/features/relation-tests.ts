import { code } from '../../schema/print/code.ts'
import type { Slots, View } from '../template.ts'
import { given } from './drafts.ts'
import type { Feature, Features } from './feature.ts'
import { relationsOf } from './relations.ts'

/** Gives the text of a part of the tests. */
export type Render = (name: string, more?: View, slots?: Slots) => string

/** The tests of what `?include=` adds. */
export function relationTests(feature: Feature, features: Features, render: Render): string[] {
  const relations = relationsOf(feature, features)
  if (relations.length === 0) return []
  const empty = relations.filter(({ field }) => field.optional).map(({ name }) => code(name))
  const referring = relations.map(({ field }) => field)
  const slots = { 'test.empty': empty.length > 0 ? [render('include-empty.ts', { names: empty.join(', ') })] : [] }
  return [render('include.ts', { given: given(referring, features) }, slots)]
}

/** The tests that rows of others are not added. */
export const ownedRelationTests = (feature: Feature, features: Features, render: Render): string[] =>
  relationsOf(feature, features)
    .filter(({ isScoped }) => isScoped)
    .map(({ name, field, target }) =>
      render('include-owned.ts', {
        name,
        key: field.optional ? `${field.name}!` : field.name,
        target: target.names.plural,
        given: given([field], features),
      }),
    )
