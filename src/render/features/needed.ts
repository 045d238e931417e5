import { UsageError } from '../../errors.ts'
import { type Source, tagsIn } from '../template.ts'
import { accessView } from './access.ts'
import type { Feature, Features } from './feature.ts'
import { isVersioned } from './options.ts'
import { isOwned } from './owned.ts'
import { versionView } from './version-slots.ts'

/** The names and slots without which the templates of a feature would not know who asks, or what was seen. */
export function neededTags(feature: Feature, features: Features): ReadonlySet<string> {
  const [own, open] = [feature, { ...feature, access: undefined, options: [] }].map((one) => ({
    ...accessView(one, features),
    ...versionView(one),
  }))
  return new Set([
    ...Object.keys(own!).filter((name) => own![name] !== open![name]),
    ...(feature.access ? ['routes.imports', 'csv.imports', 'pages.imports', 'test.clients', 'test.access'] : []),
    ...(isOwned(feature)
      ? ['services.imports', 'services.find', 'update.checks', 'batch.checks', 'batch.rows', 'batchRows']
      : []),
    ...(isVersioned(feature)
      ? [
          'routes.imports',
          'routes.precondition',
          'services.imports',
          'services.refusal',
          'refusal',
          'touched',
          'test.versions',
        ]
      : []),
  ])
}

/**
 * Checks a template of the project's own.
 * @param given the text of paxx's
 * @throws UsageError where it lacks what that has, and for a query that would find the rows of others
 */
export function checkTemplate({ file, text }: Source, given: string, needed: ReadonlySet<string>): void {
  const tags = tagsIn(text)
  const lacking = tagsIn(given).find((tag) => needed.has(tag) && !tags.includes(tag))
  const isScoped = !needed.has('owned') || tags.filter((tag) => tag === 'owned').length >= text.split(query).length - 1
  const missing = lacking ?? (isScoped ? undefined : 'owned')
  if (missing === undefined) return
  const line = given.split('\n').find((one) => tagsIn(one).includes(missing))!
  throw new UsageError(
    'TEMPLATE_INVALID',
    lacking === undefined
      ? `${file} has a query without \`<%= owned %>\`, which would find rows of others.`
      : `${file} has no \`${missing}\`, which the feature needs.`,
    `Put it where paxx has it, as in: ${line.trim()}`,
  )
}

const query = /\.(?:selectFrom|updateTable|deleteFrom)\('<%= plural %>'\)/
