import { code } from '../../schema/print/code.ts'
import type { Field } from '../fields/field.ts'
import type { Slots, View } from '../template.ts'
import { given } from './drafts.ts'
import type { Feature, Features } from './feature.ts'
import { linksOf, linkView, ownLinksOf } from './link-slots.ts'
import { isOwned } from './owned.ts'
import { partsOf, partView } from './part-slots.ts'
import { type Relation, relationsOf } from './relations.ts'

/** Gives the text of a part of the tests. */
export type Render = (name: string, more?: View, slots?: Slots) => string

/** The tests of what `?include=` adds. */
export function relationTests(feature: Feature, features: Features, render: Render): string[] {
  const relations = relationsOf(feature, features)
  if (relations.length === 0) return []
  const one = relations.filter(({ kind }) => kind === 'belongsTo')
  const references = one.map(({ name, field, target }) => code([name, field.name, target.names.path]))
  const empty = one.filter(({ field }) => field.optional).map(({ name }) => code(name))
  const included = [
    ...(one.length > 0 ? [render('include-one.ts', { references: references.join(', ') })] : []),
    ...(empty.length > 0 ? [render('include-empty.ts', { names: empty.join(', ') })] : []),
    ...partsOf(feature, features).flatMap((many) => [
      render('include-many.ts', partView(many)),
      ...(many.isScoped ? [render('include-many-owned.ts', partView(many))] : []),
    ]),
    ...linksOf(feature, features).flatMap((link) => [
      render('include-linked.ts', linkView(feature, link)),
      ...(link.isScoped ? [render('include-linked-owned.ts', linkView(feature, link))] : []),
    ]),
  ]
  const fields = one.map(({ field }) => field)
  return [render('include.ts', { given: given(fields, features) }, { 'test.included': included })]
}

/** The tests that what somebody else owns is not added. */
export const ownedRelationTests = (feature: Feature, features: Features, render: Render): string[] =>
  relationsOf(feature, features)
    .filter(({ kind, isScoped }) => kind === 'belongsTo' && isScoped)
    .map(({ name, field, target }) => {
      const key = field.optional ? `${field.name}!` : field.name
      return render('include-owned.ts', { name, key, target: target.names.plural, given: given([field], features) })
    })

/** The tests of rows that are created with those that refer to them. */
export function partTests(feature: Feature, features: Features, render: Render): string[] {
  const parts = partsOf(feature, features)
  return parts.map((part) => {
    const view = { ...partView(part), noParts: noneOf(parts.filter((other) => other !== part)) }
    const required = requiredOf(part)
    const nothing = required ? [render('create-nothing.ts', { ...view, required: required.name })] : []
    return render('create-with-parts.ts', view, { 'test.nothing': nothing })
  })
}

/** A field that can be wrong in one of the parts. */
export const requiredOf = ({ target, field }: Relation): Field | undefined =>
  target.fields.find(({ name, optional }) => !optional && name !== field.name)

/** The tests of what is linked by the feature's own routes. */
export const linkTests = (feature: Feature, features: Features, render: Render): string[] =>
  ownLinksOf(feature, features).map((link) => {
    const view = linkView(feature, link)
    const owned = [
      ...(isOwned(feature) ? [render('link-owned.ts', view)] : []),
      ...(link.isScoped ? [render('link-scoped.ts', view)] : []),
    ]
    return render('link.ts', view, { 'test.link.owned': owned })
  })

const noneOf = (parts: readonly Relation[]): string => parts.map(({ name }) => `${name}: [], `).join('')
