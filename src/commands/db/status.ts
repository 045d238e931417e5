import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details: 'Each migration is applied, pending, or missing: applied, and its file is gone.',
  examples: [['paxx db status', 'Every migration and its state']],
  passesOn: 'rest',
  async run(options) {
    return await wrapScript('db', ['status'], options)
  },
})
