import type { Access } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import type { Slots, View } from '../template.ts'
import { bulkImports } from './bulk-slots.ts'
import type { Feature, Features } from './feature.ts'
import { isJoin } from './key.ts'
import { hasScopedLinks } from './link-slots.ts'
import { isOwned, ownColumns, ownedReferences, owner } from './owned.ts'
import { routeImports } from './relation-slots.ts'
import type { Part } from './templates.ts'
import { versionImports } from './version-slots.ts'

const guards: Readonly<Record<Access, readonly [imported: string, used: string]>> = {
  owner: ['signedIn', 'signedIn'],
  user: ['signedIn', 'signedIn'],
  admin: ['permitted', "permitted('rows:all')"],
}

/** What templates say of who asks: nothing at all in a feature that everybody may use. */
export function accessView(feature: Feature, features: Features): View {
  const { access } = feature
  const owned = (text: string): string => (isOwned(feature) ? text : '')
  const linked = (text: string): string => (isOwned(feature) || hasScopedLinks(feature, features) ? text : '')
  const drafted = requiredOwned(feature, features).length > 0
  return {
    omitGenerated: omitGenerated(feature),
    guard: access ? `.use(${guards[access][1]})` : '',
    fromCaller: owned(', c.var.user'),
    userParam: owned(', user: User'),
    userArg: owned(', user'),
    linksUser: linked(', user: User'),
    linksFor: linked(', c.var.user'),
    draftUser: owned(drafted ? ', user: User' : ', _user: User'),
    owned: owned('.where(ownedBy(user))'),
    setOwner: owned(', ownerId: user.id'),
    inserted: isOwned(feature) ? '{ ...values, ownerId: user.id }' : 'values',
    client: access ? 'me' : 'app',
    fromMe: owned(', me.user'),
    hooks: access ? 'beforeAll, ' : '',
    takenWith: owned(`{ path: '${owner.name}' }, `),
  }
}

export const userImport = "import type { User } from '#core/access.ts'"

/** What no client sends. */
function omitGenerated(feature: Feature): string {
  const key = isJoin(feature) ? [] : ['id: true']
  const generated = feature.timestamps ? ['...generatedColumns'] : key
  const omitted = [...generated, ...ownColumns(feature).map(({ name }) => `${name}: true`)]
  if (omitted.length === 0) return ''
  return omitted.join() === '...generatedColumns' ? '.omit(generatedColumns)' : `.omit({ ${omitted.join(', ')} })`
}

/** The lines of a feature's code that know who asks. */
export function accessSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  const { access } = feature
  const imported = access ? [`import { ${guards[access][0]} } from '#core/access.ts'`] : []
  const references = ownedReferences(feature, features)
  const ownership = references.length > 0 ? 'ownedBy, requireOwned' : 'ownedBy'
  return {
    'csv.imports': imported,
    'pages.imports': imported,
    'routes.imports': [
      ...imported,
      ...bulkImports(feature).routes,
      ...versionImports(feature).routes,
      ...routeImports(feature, features),
    ],
    'services.imports': [
      ...(isOwned(feature) || hasScopedLinks(feature, features) ? [userImport] : []),
      ...(isOwned(feature) ? [`import { ${ownership} } from '#core/ownership.ts'`] : []),
      ...(isOwned(feature) || isJoin(feature) ? [] : ["import { prepared } from '#core/database/prepared.ts'"]),
      ...bulkImports(feature).services,
      ...versionImports(feature).services,
    ],
    'services.find': isJoin(feature) ? [] : [part(isOwned(feature) ? 'find-owned.ts' : 'find.ts', view).trimEnd()],
  }
}

/** The references that a draft makes rows for, which have owners. */
const requiredOwned = (feature: Feature, features: Features): readonly Field[] =>
  ownedReferences(feature, features).filter(({ optional }) => !optional)
