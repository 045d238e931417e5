import type { Field } from '../fields/field.ts'
import type { Slots, View } from '../template.ts'
import { changesOf, draftImports } from './drafts.ts'
import type { Feature, Features } from './feature.ts'
import { hasPages, isVersioned } from './options.ts'
import { isOwned } from './owned.ts'
import { labelOf } from './page-names.ts'
import type { Part } from './templates.ts'

/** What the tests of pages have of a feature. */
export function pageTestSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  if (!hasPages(feature)) return {}
  const { access, fields } = feature
  const render = (name: string, more: View = {}) => part(name, { ...view, ...more })
  const changes = changesOf(feature, features)
  const made = [...features.values()].filter(({ names }) => changes.includes(`create${names.Singular}(`))
  const label = labelOf(feature)
  // A box that is not ticked is a value, too.
  const refused = fields.find(({ type }) => type !== 'boolean')
  return {
    'pages.test.imports': [
      ...(access ? ["import { type Client, signIn } from '#tests/auth.ts'"] : []),
      ...draftImports(
        made.map(({ names }) => names.kebab),
        feature,
        features,
      ),
    ],
    'pages.test.more': [
      ...(refused ? [render('page-refused.ts', { field: refused.name })] : []),
      ...(label && holdsMarkup(label) ? [render('page-markup.ts', { field: label.name })] : []),
      ...(isVersioned(feature) ? [render('page-lost.ts')] : []),
      ...(access ? [render('page-closed.ts')] : []),
      ...(access === 'admin' ? [render('page-closed-admin.ts')] : []),
      ...(isOwned(feature) ? [render('page-owned.ts')] : []),
    ],
  }
}

/** Whether the markup that a test writes is a value of a field. */
const holdsMarkup = ({ type, min = 0, max = Infinity }: Field): boolean =>
  (type === 'string' || type === 'text') && Number(min) <= 5 && Number(max) >= 5
