import type { File } from '../merge/changes.ts'
import type { Answers } from './answers.ts'
import { formatAnswers } from './answers.ts'
import { databasePackages, databaseTraits } from './databases.ts'
import { readFeatures } from './features/feature.ts'
import { type FeatureTemplates, mountSlots, renderFeature } from './features/render.ts'
import { type FormatOptions, format } from './format.ts'
import type { JsonObject } from './json.ts'
import { completeManifest } from './manifest.ts'
import { commandsOf } from './package-manager.ts'
import { destination, renderTemplate, type Slots, type View } from './template.ts'
import { sortTree, textOf, type Tree } from './tree.ts'
import { vendoredPath } from './vendored.ts'

/** The sources that projects are rendered from: the folder `templates/`, read. */
export interface Templates {
  /** The base project; its paths are those of the project. */
  readonly project: Tree
  /** For each database, the files that take the place of the base's or come beside them. */
  readonly databases: Readonly<Record<string, Tree>>
  /** For each kind of id, the files that know it. */
  readonly ids: Readonly<Record<string, Tree>>
  readonly feature: FeatureTemplates
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
  const { ci } = commandsOf(answers.packageManager)
  const features = readFeatures(answers.features, only)
  const traits = databaseTraits[answers.database]
  const slots: Slots = {
    ...traits.slots(answers.name),
    'ci.setup': ci.setup,
    'ci.cache': ci.cache,
    ...mountSlots(features),
  }
  const sources = new Map([
    ...templates.project,
    ...(templates.databases[answers.database] ?? []),
    ...(templates.ids[answers.ids] ?? []),
  ])

  const texts = new Map<string, string>()
  for (const [path, source] of sources) texts.set(destination(path), renderTemplate(textOf(source), view, slots))
  for (const [name, feature] of features) {
    if (only !== undefined && !only.includes(name)) continue
    for (const [path, text] of renderFeature(feature, features, answers.ids, templates.feature)) texts.set(path, text)
  }
  texts.set('package.json', completeManifest(texts.get('package.json')!, manifestAdditions(answers, templates)))
  texts.set('paxx.json', formatAnswers(answers))

  const options = JSON.parse(texts.get('.oxfmtrc.json')!) as FormatOptions
  const files = [...texts].map(async ([path, text]): Promise<[string, File]> => {
    return [path, { content: await format(path, text, options), mode: modeOf(path) }]
  })
  return sortTree(await Promise.all(files))
}

function viewOf(answers: Answers, { versions }: Templates): View {
  const { name, database, ids, packageManager } = answers
  return {
    name,
    database,
    ids,
    packageManager,
    versions,
    ...commandsOf(packageManager),
    ...databaseTraits[database].view(name),
  }
}

/** What a project's package.json has on top of its template: this paxx, its database's, and Node.js where it must bring it. */
function manifestAdditions({ paxx, node, database }: Answers, { versions }: Templates): JsonObject[] {
  const own = [{ devDependencies: { paxx: `file:${vendoredPath(paxx)}` } }, databasePackages(database, versions)]
  return node === undefined ? own : [...own, { dependencies: { node }, allowScripts: { node: true } }]
}

const modeOf = (path: string): number => (path.startsWith('.githooks/') ? 0o755 : 0o644)
