import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details:
    'Runs seeds/*.ts in the order of their names. Each exports a function that takes the database, as its default or as `seed`, and has a transaction of its own.',
  examples: [['paxx db seed', 'Run what is in seeds/']],
  passesOn: 'rest',
  async run(options) {
    return await wrapScript('db', ['seed'], options)
  },
})
