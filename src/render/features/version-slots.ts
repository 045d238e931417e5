import type { Slots, View } from '../template.ts'
import type { Feature, Features } from './feature.ts'
import { isVersioned } from './options.ts'
import type { Part } from './templates.ts'

/** The files of the base that there are only where a feature is versioned. */
export const versionFiles = ['core/database/versions.ts', 'core/http/etag.ts']

/** Whether one of a project's own features is. */
export const hasVersions = (features: Features): boolean =>
  [...features.values()].some((feature) => feature.extension === undefined && isVersioned(feature))

/** What the base has where one is. */
export const versionBaseSlots = (features: Features): Slots =>
  hasVersions(features)
    ? {
        errors: ['export class PreconditionRequiredError extends Error {}', failed],
        'problem.answers': [
          '{ error: errors.PreconditionFailedError, status: 412 },',
          '{ error: errors.PreconditionRequiredError, status: 428 },',
        ],
        'app.cors.headers': ["'ETag',"],
      }
    : {}

const failed = `
export class PreconditionFailedError extends Error {
  constructor(resource: string, id: number | string) {
    super(\`\${resource} \${id} is no longer what you have seen: read it again\`)
  }
}`

/** What the templates of a feature say of versions: nothing where it has none. */
export function versionView(feature: Feature): View {
  const versioned = (text: string, otherwise = ''): string => (isVersioned(feature) ? text : otherwise)
  return {
    errorImports: versioned(', PreconditionFailedError'),
    seenParam: versioned(', seen?: Seen'),
    asSeen: versioned('.where(asSeen(seen))'),
    withETag: versioned(', withETag'),
    tag: versioned('tagged(c, '),
    endTag: versioned(')'),
    ifMatch: versioned('ifMatch, '),
    fromIfMatch: versioned(', c.var.seen'),
    seenArg: versioned(', seen'),
    anyVersion: anyVersionOf(feature),
    methodInit: versioned(`{ method, headers: ${anyVersion} }`, '{ method }'),
    deletion: deletionOf(feature),
  }
}

/** What a test sends along to change a row of a feature, whatever its version is. */
export const anyVersionOf = (feature: Feature): string => (isVersioned(feature) ? `, ${anyVersion}` : '')

const anyVersion = "{ 'If-Match': '*' }"

/** What a test sends to delete a row of a feature. */
export const deletionOf = (feature: Feature): string =>
  isVersioned(feature) ? `{ method: 'DELETE', headers: ${anyVersion} }` : "{ method: 'DELETE' }"

/** The lines that come with versions. */
export function versionSlots(feature: Feature, view: View, part: Part): Slots {
  if (!isVersioned(feature)) return {}
  return {
    'routes.precondition': ['ifMatch,'],
    'services.refusal': [part('refusal.ts', view).trimEnd()],
    'test.versions': [part('versions.ts', view)],
  }
}

export const versionImports = (feature: Feature): Record<'routes' | 'services', string[]> =>
  isVersioned(feature)
    ? {
        routes: ["import { ifMatch, tagged, withETag } from '#core/http/etag.ts'"],
        services: ["import { asSeen, nextVersion, type Seen } from '#core/database/versions.ts'"],
      }
    : { routes: [], services: [] }
