import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  positionals: {
    target: { type: 'string', describe: 'How many to take back, or the migration to go back to; 1 unless told' },
  },
  examples: [
    ['paxx db downgrade', 'Take back the last one'],
    ['paxx db downgrade 3', 'Take back three'],
  ],
  passesOn: 'rest',
  async run({ target, ...options }) {
    return await wrapScript('db', ['downgrade', ...(target === undefined ? [] : [target])], options)
  },
})
