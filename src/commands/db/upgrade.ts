import { defineCommand } from '../command.ts'
import { findInstalledProject, wrapScript } from '../wrapper.ts'
import { checkSquashed } from './check-squashed.ts'

export const command = defineCommand({
  details:
    'Several at once are safe: each migration is applied once, in a transaction of its own. One that another branch brought is applied though its name comes before others; one that was edited after it was applied is named, and not applied again. One that replaces others (`paxx db squash`) is only recorded where the database has them all, if its tables are what they make. With --sql the migrations run in an empty database in memory: one that reads rows finds none.',
  positionals: { target: { type: 'string', describe: 'The migration to stop after; all of them unless told' } },
  options: {
    sql: { type: 'boolean', describe: 'Print the SQL that would run, and leave the database alone' },
    fake: { type: 'boolean', describe: 'Run nothing: the database has it all, and only records them as applied' },
  },
  examples: [
    ['paxx db upgrade', 'Apply all that are pending'],
    ['paxx db upgrade 20261120101500_create_orders', 'Up to and including this one'],
    ['paxx db upgrade --sql', 'What would run'],
    ['paxx db upgrade --fake', 'A database that was there before its migrations (paxx db pull)'],
  ],
  passesOn: 'rest',
  async run({ target, sql, fake, ...options }) {
    if (!sql && !fake && !options.dryRun) await checkSquashed(await findInstalledProject(), options)
    const args = [...(target === undefined ? [] : [target]), ...(sql ? ['--sql'] : []), ...(fake ? ['--fake'] : [])]
    return await wrapScript('db', ['upgrade', ...args], options)
  },
})
