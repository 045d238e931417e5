import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details:
    'In the reverse order of that in which they were applied, each in a transaction of its own. One that was recorded and not run (paxx db upgrade --fake, paxx db pull) is refused: what it describes was there before it, and would be dropped.',
  positionals: {
    target: { type: 'string', describe: 'How many to take back, or the migration to go back to; 1 unless told' },
  },
  options: {
    fake: { type: 'boolean', describe: 'Run nothing, and forget that they were applied' },
    sql: { type: 'boolean', describe: 'Print the SQL that would run, and leave the database alone' },
  },
  examples: [
    ['paxx db downgrade', 'Take back the last one'],
    ['paxx db downgrade 3', 'Take back three'],
    ['paxx db downgrade 20261120101500_create_orders', 'Take back those that were applied after this one'],
    ['paxx db downgrade --sql', 'What would run'],
  ],
  passesOn: 'rest',
  async run({ target, fake, sql, ...options }) {
    const args = [...(target === undefined ? [] : [target]), ...(fake ? ['--fake'] : []), ...(sql ? ['--sql'] : [])]
    return await wrapScript('db', ['downgrade', ...args], options)
  },
})
