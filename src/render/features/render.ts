import { UsageError } from '../../errors.ts'
import type { Answers } from '../answers.ts'
import { fillTemplate, joinSlots, type Slots, type Source, type View } from '../template.ts'
import { type File, textOf } from '../tree.ts'
import { accessSlots } from './access.ts'
import { bulkSlots, csvFile } from './bulk-slots.ts'
import type { Feature, Features } from './feature.ts'
import { isJoin, joinChangeSlots } from './key.ts'
import { linkSlots } from './link-slots.ts'
import { checkTemplate, neededTags } from './needed.ts'
import { hasPages, isBulk, isVersioned } from './options.ts'
import { ownPath } from './own.ts'
import { ownershipChecks } from './ownership-checks.ts'
import { pageSlots } from './page-slots.ts'
import { pageTestSlots } from './page-tests.ts'
import { viewSlots } from './page-views.ts'
import { pageFiles, pageMountSlots } from './pages.ts'
import { partSlots, partsFile, partsOf } from './part-slots.ts'
import { relationsFile, relationSlots } from './relation-slots.ts'
import { hasRelations } from './relations.ts'
import type { FeatureTemplates, Part } from './templates.ts'
import { testSlots } from './tests.ts'
import { versionSlots } from './version-slots.ts'
import { slotsOf, viewOf } from './view.ts'

/** A file of a feature, not formatted yet. */
export interface FeatureFile {
  readonly path: string
  readonly text: string
  /** The template that makes it, and the line of that which makes one of the text. */
  readonly template: string
  readonly lineOf: (line: number) => number
}

/**
 * The files of one feature.
 * @param known the slots that templates may have
 * @param given the templates of paxx, where these are not those
 * @param brought what extensions bring into the slots of each feature
 * @throws UsageError that names the file and the line of a template that is broken
 */
export function renderFeature(
  feature: Feature,
  features: Features,
  ids: Answers['ids'],
  templates: FeatureTemplates,
  known?: ReadonlySet<string>,
  given = templates,
  brought: Slots = {},
): FeatureFile[] {
  const view = viewOf(feature, features, ids)
  const needed = new Set([...neededTags(feature, features), ...Object.keys(brought)])
  const fill = (source: Source, own: View, slots: Slots, present: File | undefined): string => {
    if (present) checkTemplate(source, textOf(present), needed)
    return fillTemplate(source, own, slots, known)
  }
  const part: Part = (name, own, slots = {}) => fill(partOf(name, templates), own, slots, given.parts.get(name))
  const slots = joinSlots(
    slotsOf(feature, features),
    ...[
      joinChangeSlots,
      testSlots,
      accessSlots,
      relationSlots,
      partSlots,
      linkSlots,
      pageSlots,
      viewSlots,
      pageTestSlots,
    ].map((give) => give(feature, features, view, part)),
    versionSlots(feature, view, part),
    bulkSlots(feature, features, ids, view, part, brought),
    {
      'services.insert': [
        ...ownershipChecks(feature, features, 'values'),
        part(isJoin(feature) ? 'join-insert.ts' : `insert-${ids}.ts`, view).trimEnd(),
      ],
      'services.change': isJoin(feature)
        ? []
        : [
            ...ownershipChecks(feature, features, 'changes'),
            part(isVersioned(feature) ? 'update-versioned.ts' : 'update.ts', view).trimEnd(),
          ],
    },
    brought,
  )
  const { kebab } = feature.names
  const kind = isJoin(feature) ? given.join : given.files
  return [...sourcesOf(feature, features, templates)].map(([path, source]) => ({
    path: `features/${kebab}/${path.replace('[name]', kebab)}`,
    text: fill(source, view, slots, kind.get(path) ?? given.files.get(path)),
    template: source.file,
    lineOf: (line) => lineOf(line, source, (start) => fillTemplate(start, view, slots)),
  }))
}

/** The line of a template that makes a line of its text: the last one without which there are fewer. */
function lineOf(line: number, { file, text }: Source, fill: (start: Source) => string): number {
  const lines = text.split('\n')
  const made = lines.findIndex((_, at) => {
    const start = lines.slice(0, at + 1).map((one) => `${one}\n`)
    return fill({ file, text: start.join('') }).split('\n').length > line
  })
  return made < 0 ? lines.length : made + 1
}

/** The files of a feature that there are only where something gives cause. */
const optional: Readonly<Record<string, (feature: Feature, features: Features) => boolean>> = {
  [relationsFile]: hasRelations,
  [csvFile]: isBulk,
  [partsFile]: (feature, features) => partsOf(feature, features).length > 0,
  ...Object.fromEntries(pageFiles.map((file) => [file, hasPages])),
}

/** What joins others and no more has its table, and they have the rest. */
const isWanted = (path: string, feature: Feature, features: Features): boolean =>
  feature.joinsOnly ? path === 'models.ts' : (optional[path]?.(feature, features) ?? true)

function sourcesOf(feature: Feature, features: Features, templates: FeatureTemplates): Map<string, Source> {
  const kinds = isJoin(feature) ? (['files', 'join'] as const) : (['files'] as const)
  const sources = kinds.flatMap((kind) =>
    [...templates[kind]].map(([path, file]) => [path, { file: ownPath(kind, path), text: textOf(file) }] as const),
  )
  return new Map(sources.filter(([path]) => isWanted(path, feature, features)))
}

function partOf(name: string, { parts }: FeatureTemplates): Source {
  const file = ownPath('parts', name)
  const source = parts.get(name)
  if (source) return { file, text: textOf(source) }
  throw new UsageError('TEMPLATE_MISSING', `${file} is missing.`, 'Leave it empty if it is to write nothing.')
}

/** The two lines of `app.ts` for each feature of the project's own that has routes, and two for its files: an extension mounts what it brings. */
export function mountSlots(features: Features): Slots {
  const own = [...features.values()].filter(({ extension, joinsOnly }) => extension === undefined && !joinsOnly)
  const lines = own.flatMap((feature) => {
    const { kebab, path, plural } = feature.names
    const router = [
      `import { ${plural} } from '#features/${kebab}/routes.ts'`,
      `app.route('${path}', ${plural})`,
    ] as const
    const csv = [
      `import { ${plural}Csv } from '#features/${kebab}/csv.ts'`,
      `app.route('${path}.csv', ${plural}Csv)`,
    ] as const
    return isBulk(feature) ? [router, csv] : [router]
  })
  return joinSlots(
    { 'app.imports': lines.map(([imported]) => imported), 'app.routes': lines.map(([, mounted]) => mounted) },
    pageMountSlots(features),
  )
}
