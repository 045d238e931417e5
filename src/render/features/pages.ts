import { UsageError } from '../../errors.ts'
import { isServed } from '../prefix.ts'
import type { Slots } from '../template.ts'
import { capitalize } from '../words.ts'
import type { Feature, Features } from './feature.ts'
import { hasPages, isVersioned } from './options.ts'

/** The files of a feature that there are only where it has pages. */
export const pageFiles = ['pages.ts', 'pages.test.ts', 'views.ts']

/** Those of a project's own that have. */
export const featuresWithPages = (features: Features): Feature[] =>
  [...features.values()].filter((feature) => feature.extension === undefined && hasPages(feature))

/**
 * Pages stand at the root of the site, where the JSON of their feature and nothing else may be.
 * @param prefix what the paths of that begin with
 * @throws UsageError where they could not
 */
export function checkPages(features: Features, prefix: string | undefined): void {
  for (const { kebab } of featuresWithPages(features).map(({ names }) => names)) {
    if (prefix === undefined) {
      throw new UsageError(
        'PAGES_UNPREFIXED',
        `The pages of ${kebab} belong at \`/${kebab}\`, where its JSON is.`,
        'Move the JSON of all features first: paxx project prefix /api',
      )
    }
    if (prefix.split('/')[1] === kebab || isServed(kebab)) {
      throw new UsageError(
        'PAGES_TAKEN',
        `The pages of ${kebab} belong at \`/${kebab}\`, and the project serves something else there.`,
        'Leave them out, or give the feature another name.',
      )
    }
  }
}

/** The features whose pages show what others are called, and offer them. */
export const pagesAbout = (others: readonly string[], features: Features): string[] =>
  featuresWithPages(features)
    .filter(({ fields }) => fields.some(({ target }) => target !== undefined && others.includes(target)))
    .map(({ names }) => names.kebab)

/** What folders of extensions may stand beside: that a feature has pages, and that one has whose rows have versions. */
export const pageVariants = ['pages', 'versioned-pages'] as const

/** Those of them that there is cause for. */
export function besidePages(features: Features): string[] {
  const paged = featuresWithPages(features)
  const causes = { pages: paged.length > 0, 'versioned-pages': paged.some(isVersioned) }
  return pageVariants.filter((variant) => causes[variant])
}

/** Where pages are reached: from each other, and from the root of the site. */
export function pageMountSlots(features: Features): Slots {
  const paged = featuresWithPages(features).map(({ names }) => names)
  const [first] = paged
  if (!first) return {}
  return {
    'html.sections': paged.map(({ kebab, titles }) => `{ href: '/${kebab}', text: '${capitalize(titles)}' },`),
    'app.imports': paged.map(({ kebab, Plural }) => `import { pagesOf${Plural} } from '#features/${kebab}/pages.ts'`),
    'app.routes': [
      ...paged.map(({ kebab, Plural }) => `app.route('/${kebab}', pagesOf${Plural})`),
      `app.get('/', (c) => c.redirect('/${first.kebab}'))`,
    ],
    'test.root': [
      "it('is not where the root leads, as there are pages', async () => {",
      "const res = await app.request('/')",
      `expect([res.status, res.headers.get('Location')]).toEqual([302, '/${first.kebab}'])`,
      '})',
    ],
  }
}
