import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details: 'In the order in which they were applied, with the times. `paxx db downgrade` goes back from the last one.',
  examples: [['paxx db history', 'What was applied, and when']],
  passesOn: 'rest',
  async run(options) {
    return await wrapScript('db', ['history'], options)
  },
})
