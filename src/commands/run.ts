import { defineCommand } from './command.ts'
import { wrapScript } from './wrapper.ts'

export const command = defineCommand({
  details:
    'Runs a function that features/<feature>/commands.ts exports, by scripts/command.ts. It gets the resources of the project (settings, database, logger) and then the arguments.',
  positionals: {
    command: { type: 'string', demandOption: true, describe: 'The feature and the function: orders:expire' },
    args: { type: 'string', array: true, describe: 'Its arguments' },
  },
  passesOn: 'rest',
  examples: [['paxx run orders:expire 30', 'expire(resources, "30") of features/orders/commands.ts']],
  async run({ command: name, args = [], ...options }) {
    return await wrapScript('command', [name, ...args], options)
  },
})
