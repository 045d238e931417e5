import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details: 'In the reverse order of that in which they were applied, each in a transaction of its own.',
  positionals: {
    target: { type: 'string', describe: 'How many to take back, or the migration to go back to; 1 unless told' },
  },
  options: { sql: { type: 'boolean', describe: 'Print the SQL that would run, and leave the database alone' } },
  examples: [
    ['paxx db downgrade', 'Take back the last one'],
    ['paxx db downgrade 3', 'Take back three'],
    ['paxx db downgrade 20261120101500_create_orders', 'Take back those that were applied after this one'],
    ['paxx db downgrade --sql', 'What would run'],
  ],
  passesOn: 'rest',
  async run({ target, sql, ...options }) {
    const args = [...(target === undefined ? [] : [target]), ...(sql ? ['--sql'] : [])]
    return await wrapScript('db', ['downgrade', ...args], options)
  },
})
