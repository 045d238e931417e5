import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details: 'Several at once are safe: each migration is applied once.',
  positionals: { target: { type: 'string', describe: 'The migration to stop after; all of them unless told' } },
  examples: [
    ['paxx db upgrade', 'Apply all that are pending'],
    ['paxx db upgrade 20261120101500_create_orders', 'Up to and including this one'],
  ],
  passesOn: 'rest',
  async run({ target, ...options }) {
    return await wrapScript('db', ['upgrade', ...(target === undefined ? [] : [target])], options)
  },
})
