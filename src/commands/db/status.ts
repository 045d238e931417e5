import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details:
    'Each migration is applied, pending, changed (its file was edited after it was applied) or missing (it was applied, and its file is gone).',
  examples: [['paxx db status', 'Every migration and its state']],
  passesOn: 'rest',
  async run(options) {
    return await wrapScript('db', ['status'], options)
  },
})
