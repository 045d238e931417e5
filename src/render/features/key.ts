import { code } from '../../schema/print/code.ts'
import type { Answers } from '../answers.ts'
import type { Slots, View } from '../template.ts'
import type { Feature, Features } from './feature.ts'
import { ownColumns } from './owned.ts'
import { ownershipChecks } from './ownership-checks.ts'
import type { Part } from './templates.ts'

/** Whether rows are known by their references, and have no id. */
export const isJoin = ({ primaryKey }: Feature): boolean => primaryKey.length > 0

/** Whether a row can be changed: one of a key alone can only come and go. */
export const isChangeable = ({ fields, primaryKey }: Feature): boolean => fields.length > primaryKey.length

/** How templates name a row by its key. */
export function keyView(feature: Feature, ids: Answers['ids']): View {
  const key = isJoin(feature) ? feature.primaryKey : ['id']
  const each = (text: (name: string) => string, separator = ', ') => key.map(text).join(separator)
  const changeable = isChangeable(feature)
  const generated = ['id', ...ownColumns(feature).map(({ name }) => name), 'createdAt']
  const { Singular } = feature.names
  return {
    unknownId: ids === 'uuid' ? "'00000000-0000-7000-8000-000000000000'" : '999_999_999',
    firstKey: key[0],
    keyNames: each(code),
    keyPattern: each((name) => `:${name}`, '/'),
    keyRoute: each((name) => `/:${name}`, ''),
    keyParams: each((name) => `${name}: IdParam`),
    keyOmit: each((name) => `${name}: true`),
    keyPatternNames: each((name) => name),
    keyParam: `c.req.valid('param')${isJoin(feature) ? '' : '.id'}`,
    keyTemplate: each((name) => `\${${name}}`, '/'),
    keyText: each((name) => `\${key.${name}}`, '/'),
    keyOfValues: each((name) => `${name}: values.${name}`),
    createdPath: each((name) => `\${created.${name}}`, '/'),
    sameKey: each((name) => `${name}: draft.${name}`),
    keyPaths: each((name) => `{ path: '${name}' }`),
    unknownKey: each(() => '${unknownId}', '/'),
    badKey: each(() => 'x', '/'),
    methods: ['GET', ...(changeable ? ['PATCH'] : []), 'DELETE'].map(code).join(', '),
    notSet: [...generated, 'notAField'].map(code).join(', '),
    notPatched: [...generated, 'notAField', ...feature.primaryKey].map(code).join(', '),
    updateImport: changeable ? `, type ${Singular}Update` : '',
    routeServices: changeable ? `, update${Singular}` : '',
  }
}

/** What the templates of a join have where its rows can be changed. */
export function joinChangeSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  if (!isJoin(feature) || !isChangeable(feature)) return {}
  const { Singular } = feature.names
  return {
    'schemas.update': [part('join-update-schema.ts', view)],
    'schemas.types': [`export type ${Singular}Update = z.output<typeof ${Singular}Update>`],
    'services.update': [
      part('join-update-service.ts', view, { 'update.checks': ownershipChecks(feature, features, 'changes') }),
    ],
    'routes.update': [part('join-update-route.ts', view).trimEnd()],
  }
}
