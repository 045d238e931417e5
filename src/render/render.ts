import { UsageError } from '../errors.ts'
import { type Answers, formatAnswers } from './answers.ts'
import { type DatabaseTemplates, databasePackages, databaseSlots, databaseView } from './database-templates.ts'
import { copyPath, formatCopy } from './extensions/copy.ts'
import type { Extension } from './extensions/extension.ts'
import { extensionPackages } from './extensions/packages.ts'
import { renderExtensions } from './extensions/render.ts'
import { type Extensions, selectExtensions } from './extensions/select.ts'
import { subjectsOf } from './extensions/subjects.ts'
import { bulkFiles, hasBulk } from './features/bulk-slots.ts'
import { type Features, readFeatures } from './features/feature.ts'
import { givenFeatures } from './features/given.ts'
import { broughtSlots, ejectFeature, namesForExtensions, slotNames } from './features/own.ts'
import { besidePages, checkPages } from './features/pages.ts'
import { areRelated } from './features/relations.ts'
import { type FeatureFile, mountSlots, renderFeature } from './features/render.ts'
import type { FeatureTemplates } from './features/templates.ts'
import { hasVersions, versionBaseSlots, versionFiles } from './features/version-slots.ts'
import { type FormatOptions, format } from './format.ts'
import { scriptsManifest, scriptsSlots } from './install-scripts.ts'
import type { JsonObject } from './json.ts'
import { completeManifest } from './manifest.ts'
import { commandsOf } from './package-manager.ts'
import { unprefixed } from './prefix.ts'
import { destination, joinSlots, renderTemplate, type Slots, type View } from './template.ts'
import { type File, sortTree, textOf, type Tree } from './tree.ts'
import { vendoredPath } from './vendored.ts'

/** The sources that projects are rendered from: the folder `templates/`, read. */
export interface Templates {
  /** The base project; its paths are those of the project. */
  readonly project: Tree
  readonly databases: Readonly<Record<Answers['database'], DatabaseTemplates>>
  /** For each kind of id, the files that know it. */
  readonly ids: Readonly<Record<string, Tree>>
  /** For each package manager, the files that it alone reads. */
  readonly packageManagers: Readonly<Record<string, Tree>>
  readonly feature: FeatureTemplates
  /** The same for a database that gives back nothing of what it wrote. */
  readonly withoutReturning: FeatureTemplates
  /** The project's own ones, which take their place where it has ejected them. */
  readonly own?: FeatureTemplates | undefined
  readonly extensions: Extensions
  /** The exact version of every package that a project may depend on. */
  readonly versions: Readonly<Record<string, string>>
}

/**
 * Renders a project from its answers: data in, data out, and the same bytes for the same answers.
 * @param only the features whose own files are wanted, where not all are: what is not looked at need not be made
 * @throws UsageError for features that cannot be
 * @throws Error when a template is broken; answers that were checked never make it throw
 */
export async function render(answers: Answers, templates: Templates, only?: readonly string[]): Promise<Tree> {
  const view = viewOf(answers, templates)
  const features = readFeatures(givenFeatures(answers, templates.extensions), only)
  const extensions = selectExtensions(answers, templates.extensions)
  checkPages(features, answers.prefix)
  const sources = sourcesOf(answers, templates)
  const own = joinSlots(baseSlots(answers, templates), versionBaseSlots(features), mountSlots(features))
  const subjects = () => subjectsOf(answers, features)
  const given = featureTemplatesOf(answers, templates)
  const known = slotNames(given)
  const ofFeatures = namesForExtensions(known)
  const { files: brought, slots } = renderExtensions(
    extensions,
    answers,
    subjects,
    sources,
    view,
    own,
    ofFeatures,
    besidePages(features),
  )

  checkMounts(slots['app.routes'] ?? [])

  const texts = new Map(brought)
  for (const [path, source] of sources) {
    if (isWanted(path, slots, features)) texts.set(path, renderTemplate(source, view, slots))
  }
  const ejected = ejectedFiles(answers, templates)
  const made = new Map<string, FeatureFile>()
  for (const [name, feature] of features) {
    if (feature.extension !== undefined || (only !== undefined && !only.includes(name))) continue
    const wanted = ejected.size > 0 ? (templates.own ?? given) : given
    const files = renderFeature(feature, features, answers.ids, wanted, known, given, broughtSlots(slots))
    for (const file of files) made.set(file.path, file)
  }
  for (const [path, { text }] of made) texts.set(path, text)
  for (const [path, file] of ejected) texts.set(path, textOf(file))
  const manifest = completeManifest(texts.get('package.json')!, manifestAdditions(answers, templates))
  const packages = extensionPackages(extensions, manifest, templates.versions)
  texts.set('package.json', completeManifest(manifest, packages))
  texts.set('paxx.json', formatAnswers(answers))
  for (const { name, files } of extensions.filter((extension) => hasCopy(extension, answers))) {
    texts.set(copyPath(name), formatCopy(files))
  }

  const options = JSON.parse(texts.get('.oxfmtrc.json')!) as FormatOptions
  const files = [...texts].map(async ([path, text]): Promise<[string, File]> => {
    const content = await format(path, text, options).catch((error: Error) => {
      throw ejected.size > 0 ? blame(error, made.get(path)) : error
    })
    return [path, { content, mode: modeOf(path) }]
  })
  return sortTree(await Promise.all(files))
}

/** The templates of paxx for features on a project's database. */
const featureTemplatesOf = ({ database }: Answers, templates: Templates): FeatureTemplates =>
  templates.databases[database].hasReturning ? templates.feature : templates.withoutReturning

/** The templates of paxx that a project has copies of, as its files. */
export const ejectedFiles = (answers: Answers, templates: Templates): Tree =>
  answers.ejected?.includes('feature') ? ejectFeature(featureTemplatesOf(answers, templates)) : new Map()

/** A template of the project's own is its user's to mend. */
function blame(error: Error, file: FeatureFile | undefined): Error {
  if (!file) return error
  const line = file.lineOf(Number(/:(\d+):\d+\]/.exec(error.message)?.[1] ?? 1))
  const message = `${file.template}:${line}: ${error.message.split('\n', 1)[0]}`
  return new UsageError('TEMPLATE_INVALID', message, 'Mend the template.')
}

/** The templates of a project's own files, by the paths of those. */
function sourcesOf({ database, ids, packageManager }: Answers, templates: Templates): Map<string, string> {
  const { project, databases, packageManagers } = templates
  const sources = [project, databases[database].files, templates.ids[ids] ?? [], packageManagers[packageManager] ?? []]
  return new Map(sources.flatMap((tree) => [...tree]).map(([path, source]) => [destination(path), textOf(source)]))
}

function baseSlots(answers: Answers, { databases }: Templates): Slots {
  const { database, name, packageManager } = answers
  const { ci, leftovers } = commandsOf(packageManager)
  return {
    ...databaseSlots(databases[database], { name }),
    ...scriptsSlots(answers),
    gitignore: leftovers.map((path) => `/${path}`),
    'image.ignore': leftovers,
    'ci.setup': ci.setup,
    'ci.cache': ci.cache,
  }
}

/** Files that there are only where something in the project gives cause. */
const optional: Readonly<Record<string, (slots: Slots, features: Features) => boolean>> = {
  'compose.yaml': (slots) => (slots['compose.services'] ?? []).length > 0,
  'core/database/has-many.ts': (_, features) => areRelated(features, 'hasMany'),
  'core/database/has-many.test.ts': (_, features) => areRelated(features, 'hasMany'),
  'core/database/many-to-many.ts': (_, features) => areRelated(features, 'manyToMany'),
  'core/database/many-to-many.test.ts': (_, features) => areRelated(features, 'manyToMany'),
  'core/database/relations.ts': (_, features) => areRelated(features),
  'core/database/relations.test.ts': (_, features) => areRelated(features),
  ...Object.fromEntries(bulkFiles.map((file) => [file, (_: Slots, features: Features) => hasBulk(features)])),
  ...Object.fromEntries(versionFiles.map((file) => [file, (_: Slots, features: Features) => hasVersions(features)])),
}

const isWanted = (path: string, slots: Slots, features: Features): boolean => optional[path]?.(slots, features) ?? true

/** @throws UsageError where a feature and an extension would answer on one path */
function checkMounts(lines: readonly string[]): void {
  const paths = lines.flatMap((line) => /^app\.(?:route|get)\('(\/[^']+)'/.exec(line)?.[1] ?? [])
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice === undefined) return
  throw new UsageError(
    'PATH_TAKEN',
    `Two things would answer on ${twice}: a feature, and an extension.`,
    'Give the feature another name, or a prefix: paxx feature rename, paxx project prefix',
  )
}

/** Whether it is none of paxx's own, so that the project keeps a copy of it. */
const hasCopy = ({ name }: Extension, { extensions }: Answers): boolean => extensions[name]!.source !== undefined

/** What templates may name. */
export function viewOf(answers: Answers, { databases, versions }: Templates): View {
  const { name, database, ids, packageManager, prefix } = answers
  return {
    name,
    database,
    ids,
    packageManager,
    versions,
    exec: 'npx',
    unprefixed: unprefixed('path', prefix),
    ...commandsOf(packageManager),
    ...databaseView(databases[database], { name }),
  }
}

/** What a project's package.json has on top of its template: this paxx, its database's, and Node.js where it must bring it. */
function manifestAdditions(answers: Answers, { databases, versions }: Templates): JsonObject[] {
  const { paxx, node, database, packageManager } = answers
  return [
    { devDependencies: { paxx: `file:${vendoredPath(paxx)}` } },
    databasePackages(databases[database], versions),
    ...(node === undefined ? [] : [{ dependencies: { node } }]),
    scriptsManifest(answers),
    // A Yarn 1 refuses by this line to install what it would install otherwise.
    ...(packageManager === 'yarn' ? [{ packageManager: `yarn@${versions['@yarnpkg/cli-dist']!}` }] : []),
  ]
}

const modeOf = (path: string): number => (path.startsWith('.githooks/') ? 0o755 : 0o644)
