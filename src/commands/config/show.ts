import { defineCommand } from '../command.ts'
import { wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details: 'The settings that the project starts with, from the environment and .env, by scripts/config.ts.',
  examples: [['paxx config show', 'Every setting; secrets show as ***']],
  passesOn: 'rest',
  async run(options) {
    return await wrapScript('config', [], options)
  },
})
