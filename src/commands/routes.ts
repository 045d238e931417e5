import { defineCommand } from './command.ts'
import { wrapScript } from './wrapper.ts'

export const command = defineCommand({
  details: 'Reads them from the app itself, by scripts/routes.ts.',
  examples: [
    ['paxx routes', 'A table of methods, paths and what they do'],
    ['paxx routes --json', 'The same for a program'],
  ],
  passesOn: 'rest',
  async run(options) {
    return await wrapScript('routes', [], options)
  },
})
