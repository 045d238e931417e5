import path from 'node:path'
import { pathExists } from 'fs-extra/esm'
import { type ChangeArgs, changeOptions, changeProject, installOption } from '../../change/change.ts'
import { dirtyOption, requireCommitted } from '../../change/committed.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import { findProject, type Project } from '../../project/find.ts'
import { type Answers, databases } from '../../render/answers.ts'
import { databaseChoices, databaseName, isUrlOf } from '../../render/databases.ts'
import { commandsOf } from '../../render/package-manager.ts'
import { type Templates, viewOf } from '../../render/render.ts'
import { uncommittedFiles } from '../../tools/git.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { Result } from '../../ui/print.ts'
import { defineCommand } from '../command.ts'
import { findLeftBehind } from './left-behind.ts'
import { renewMigrations } from './migrations.ts'
import { verify } from './verify.ts'

type Database = Answers['database']
type SwitchArgs = ChangeArgs & { readonly allowDirty: boolean }

export const command = defineCommand({
  details: `Renders the project for another database and merges that with what you made of it. The migrations, which are of the old database, are deleted (git has them), and one that creates all tables in the new one is written from your models.

No row carries over: the old database is left as it is. What else does not is listed.`,
  options: {
    database: { choices: databases, requiresArg: true, describe: 'The new one; asked for on a terminal' },
    ids: { type: 'string', hidden: true },
    ...changeOptions,
    ...installOption,
    ...dirtyOption,
  },
  examples: [
    ['paxx switch --database postgres --dry-run', 'What would change'],
    ['paxx switch --database postgres', 'From SQLite to PostgreSQL, say'],
  ],
  async run({ database: given, ids, ...args }) {
    if (ids !== undefined) throw idsAreFixed()
    const { answers } = await findProject()
    const database = given ?? (await askForDatabase(answers.database, args))
    if (database === answers.database) return nothingToDo(database)
    return await changeProject('switch', args, (project, templates) => decide(project, templates, database, args))
  },
})

async function decide(project: Project, templates: Templates, database: Database, args: SwitchArgs): Promise<Decision> {
  const { root, answers: old } = project
  if (!args.allowDirty) requireCommitted(await uncommittedFiles(root), 'paxx switch deletes the old migrations')
  const answers: Answers = { ...old, database }
  return {
    answers,
    features: Object.keys(answers.features),
    remarks: [
      'No row carries over: they stay in the old database, which is left as it is.',
      ...environmentRemark(database),
      ...(await findLeftBehind(project, args)),
    ],
    next: await nextSteps(project, answers, templates, args),
    follow: async (changes, { format }) =>
      await renewMigrations(root, answers, changes, format, { ...args, extensions: templates.extensions }),
    finish: async () => await verify({ root, answers }, args),
  }
}

/** What the environment says goes before what `.env` does. */
function environmentRemark(database: Database): string[] {
  const url = process.env['DATABASE_URL']
  if (!url || isUrlOf(database, url)) return []
  return [`DATABASE_URL of this environment is none of ${databaseName(database)}, and goes before what .env says.`]
}

async function nextSteps({ root }: Project, answers: Answers, templates: Templates, { install }: SwitchArgs) {
  const { install: installCommand } = commandsOf(answers.packageManager)
  const [, embedded] = /^\w+:(data\/.+)$/.exec(String(viewOf(answers, templates)['developmentUrl'])) ?? []
  const isThere = embedded !== undefined && (await pathExists(path.join(root, embedded)))
  return [
    'Next:',
    ...(install ? [] : [`  ${installCommand}`]),
    isThere ? `  npx paxx db reset      ${embedded} is there already: this empties it first` : '  npx paxx db upgrade',
    '  npx paxx check && npx paxx test',
  ]
}

async function askForDatabase(present: Database, { yes, json }: SwitchArgs): Promise<Database> {
  const others = databases.filter((database) => database !== present)
  if (!canAsk() || yes || json) {
    throw new UsageError(
      'DATABASE_NOT_GIVEN',
      'Which database is it to be?',
      `Say: ${others.map((database) => `--database ${database}`).join(' or ')}`,
    )
  }
  const choices = others.map((value) => ({ value, title: databaseChoices[value] }))
  return await ask<Database>({ type: 'select', message: 'Where is its data to live?', choices })
}

const nothingToDo = (database: Database): Result => ({
  json: { changes: [], remarks: [], hazards: [] },
  text: `The project is on ${databaseName(database)} already: nothing to do.`,
})

const idsAreFixed = (): UsageError =>
  new UsageError(
    'IDS_FIXED',
    'The type of ids cannot be switched: rows, references and what clients have kept are of the old one.',
    'A new project may have the other: paxx bootstrap shop --ids uuid',
  )
