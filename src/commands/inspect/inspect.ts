import { UsageError } from '../../errors.ts'
import { templatesOf } from '../../project/extensions.ts'
import { lookForProject, type Project } from '../../project/find.ts'
import type { Extensions } from '../../render/extensions/select.ts'
import { type Features, readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { inflect } from '../../render/features/inflect.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { suggestion } from '../../suggest.ts'
import { readDeclared } from '../../tools/schemas.ts'
import { defineCommand } from '../command.ts'
import { askScript, findInstalledProject } from '../wrapper.ts'
import { describeModel } from './model.ts'
import { modelText, overviewText, type Route } from './text.ts'

export const command = defineCommand({
  details:
    'Without a name, all of them in a line each. It is read from the models and the routes of the project, which run for that; the database is not asked. With the extension events, `paxx inspect events` says who listens to what.',
  positionals: { name: { type: 'string', describe: 'A feature, a model or a table: orders, Order; events' } },
  values: { name: featureNames },
  examples: [
    ['paxx inspect', 'Each model, and how they hang together'],
    ['paxx inspect orders', 'Its columns, indexes and routes, and who refers to it'],
    ['paxx inspect orders --json', 'The same for a program'],
  ],
  async run({ name, verbose }) {
    const project = await findInstalledProject()
    const { extensions } = await templatesOf(project)
    if (name !== undefined && hasList(name, project, extensions)) {
      const { result } = await askScript(project.root, 'command', [`${name}:list`])
      return { json: { result }, text: String(result) }
    }
    const schema = await readDeclared(project.root, { verbose, engine: project.answers.database })
    const given = givenFeatures(project.answers, extensions)
    const features = readFeatures(given, [])
    const models = schema.tables.map((table) => describeModel(table, schema, featureOf(table, features)))
    if (name === undefined) {
      const none = 'There is none yet: paxx feature create orders'
      return { json: { models }, text: models.length > 0 ? overviewText(models) : none }
    }
    const wanted = findTable(name, schema)
    const model = models[schema.tables.indexOf(wanted)]!
    const { routes } = (await askScript(project.root, 'routes', [])) as { routes: Route[] }
    // A feature's path, or that of one that would have made it.
    const path = (featureOf(wanted, features)?.names ?? inflect(wanted.name)).path
    const own = routes.filter((route) => route.path === path || route.path.startsWith(`${path}/`))
    return { json: { model: { ...model, routes: own } }, text: modelText(model, own) }
  },
})

async function featureNames(): Promise<string[]> {
  return Object.keys((await lookForProject(process.cwd()))?.answers.features ?? {})
}

/** Whether it is no model, but what an extension of that name can tell of: events. */
const hasList = (name: string, { answers }: Project, known: Extensions): boolean =>
  Object.hasOwn(answers.extensions, name) &&
  !Object.hasOwn(known[name]!.manifest.features, name) &&
  known[name]!.sources.has(`files/features/${name}/commands.ts`)

/** The feature whose table it is. */
const featureOf = (table: Table, features: Features) =>
  [...features.values()].find(({ names }) => names.table === table.name)

/** @throws UsageError when none is meant */
function findTable(name: string, { tables }: Schema): Table {
  const meant = [name, inflect(name).table]
  const found = tables.find((table) => meant.includes(table.name))
  if (found) return found
  const names = tables.map((table) => table.name)
  throw new UsageError(
    'MODEL_UNKNOWN',
    `There is no model \`${name}\`.`,
    suggestion(name, names, (word) => `Did you mean \`${word}\`?`) ??
      (names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none yet: paxx feature create orders'),
  )
}
