import { changeOptions, changeProject } from '../../change/change.ts'
import { ejectable } from '../../render/answers.ts'
import { defineCommand } from '../command.ts'
import { notEjected } from './not-ejected.ts'

export const command = defineCommand({
  details:
    'The way back from `templates eject`: features are rendered by the templates of paxx again, and those that there are get what these have, by a merge with what you made of them. Your copies are deleted, but for those that you edited, which are named.',
  positionals: { name: { choices: ejectable, demandOption: true, describe: 'Those of what: of features' } },
  options: changeOptions,
  examples: [
    ['paxx templates restore feature --dry-run', 'What would become of your copies, and of the features'],
    ['paxx templates restore feature', 'Back to the templates of paxx'],
  ],
  async run({ name, ...args }) {
    return await changeProject('templates restore', args, async ({ answers }) => {
      const { ejected, ...others } = answers
      if (!ejected?.includes(name)) throw notEjected()
      return {
        answers: others,
        features: Object.keys(answers.features),
      }
    })
  },
})
