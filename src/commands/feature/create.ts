import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { settingOf } from '../../project/env.ts'
import type { Project } from '../../project/find.ts'
import { addFeature, type FeatureRequest } from '../../render/features/add.ts'
import { hasPages } from '../../render/features/options.ts'
import { featureTable } from '../../render/features/table.ts'
import { secretWarnings } from '../../render/fields/secret-names.ts'
import type { Templates } from '../../render/render.ts'
import { canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { chooseAccess } from './access-words.ts'
import { writeCreation } from './migration.ts'
import { chooseOptions, optionWords } from './option-words.ts'
import { askForFields } from './questions.ts'

/** What a feature starts with that was given no fields, where nobody can be asked for them. */
const starter = ['name:string']

export const command = defineCommand({
  details: `Writes features/<name>/ (models, schemas, services, routes, tests), mounts it in app.ts and writes the migration that creates its table.

A field is name:type[=arguments][:modifier[=value]]…
types      string, string=80, text, email, url, uuid, integer, bigint, float, decimal=10,2, boolean, date, datetime, json,
           enum=open,paid, references (customer:references, author:references=users)
modifiers  optional, unique, index, default=…, min=…, max=…, private (stored, never answered), cascade, restrict, set-null,
           many (order:references:cascade:many: an order is created and answered with them, by ?include=)`,
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'In the plural, in any spelling: order-items, OrderItems' },
    fields: { type: 'string', array: true, describe: 'Its fields; asked for on a terminal when none is given' },
  },
  options: {
    ...changeOptions,
    singular: { type: 'string', requiresArg: true, describe: 'The singular, where paxx would find the wrong one' },
    timestamps: {
      type: 'boolean',
      default: true,
      describe: 'createdAt and updatedAt; --no-timestamps leaves them out',
    },
    'primary-key': {
      type: 'string',
      requiresArg: true,
      describe: 'For a table that joins others: its references, with commas',
    },
    owner: { type: 'boolean', describe: 'Rows have owners: each user has to do with his own, administrators with all' },
    auth: { type: 'boolean', describe: 'For whoever is signed in, as it is where the project knows that' },
    admin: { type: 'boolean', describe: 'For administrators' },
    public: { type: 'boolean', describe: 'For everybody' },
    versioned: { type: 'boolean', describe: optionWords.versioned },
    bulk: { type: 'boolean', describe: optionWords.bulk },
    html: { type: 'boolean', describe: optionWords.pages },
  },
  examples: [
    ['paxx feature create customers email:email:unique name:string', 'Customers'],
    ['paxx feature create orders customer:references total:integer:min=0', 'Orders of customers'],
    [
      'paxx feature create memberships user:references team:references --primary-key user,team --no-timestamps',
      'A join',
    ],
  ],
  async run({
    name,
    fields,
    singular,
    timestamps,
    primaryKey,
    owner,
    auth,
    admin,
    public: open,
    versioned,
    bulk,
    html: pages,
    ...args
  }) {
    const given = fields && fields.length > 0 ? fields : undefined
    const asked = !given && canAsk() && !args.yes && !args.json ? await askForFields(name) : undefined
    const request: FeatureRequest = {
      name,
      fields: given ?? asked ?? starter,
      timestamps,
      ...(singular !== undefined && { singular }),
      ...(primaryKey !== undefined && { primaryKey: primaryKey.split(',') }),
    }
    return await changeProject('feature create', args, async (project, templates) => {
      const access = await chooseAccess({ owner, auth, admin, public: open }, project, templates, args)
      const options = await chooseOptions(
        { versioned, bulk, pages },
        primaryKey !== undefined,
        project,
        templates,
        args,
      )
      return await decide(project, templates, { ...request, access, options }, !given && !asked, args)
    })
  },
})

async function decide(
  project: Project,
  { extensions }: Templates,
  request: FeatureRequest,
  isStarter: boolean,
  args: GlobalArgs,
): Promise<Decision> {
  const { answers, feature } = addFeature(project.answers, request, extensions)
  const { names, access } = feature
  const token = access ? "-H 'Authorization: Bearer …' " : ''
  const port = (await settingOf(project.root, 'PORT')) ?? 3000
  const written = await writeCreation(project, featureTable(feature, answers.ids, answers.database), args)
  return {
    answers,
    features: [names.kebab],
    ...written,
    warnings: secretWarnings(feature.fields),
    next: [
      ...(isStarter
        ? [`It has one field, \`name\`: edit features/${names.kebab}/models.ts and its migration.`, '']
        : []),
      'Next:',
      '  npx paxx db upgrade',
      `  npx paxx start      and then: curl ${token}localhost:${port}${names.path}`,
      ...(hasPages(feature) ? [`  and in a browser: http://localhost:${port}/${names.kebab}`] : []),
    ],
  }
}
