import { changeOptions, changeProject } from '../../change/change.ts'
import { ejectable } from '../../render/answers.ts'
import { defineCommand } from '../command.ts'

export const command = defineCommand({
  details: `Copies the templates of features into templates/, where you change them: feature create, field add and all the others use them from then on. A file that you add to templates/feature/ comes with every feature. An upgrade of paxx merges what it changes into your copies.

A template has nothing but text, names (<%= Singular %>) and slots on lines of their own (<%~ slot('columns') %>).`,
  positionals: { name: { choices: ejectable, demandOption: true, describe: 'Those of what: of features' } },
  options: changeOptions,
  examples: [
    ['paxx templates eject feature', "The project's own templates of features"],
    ['paxx templates apply', 'Then, once you have edited them: bring that to the features that there are'],
  ],
  async run({ name, ...args }) {
    return await changeProject('templates eject', args, async ({ answers }) => ({
      answers: { ...answers, ejected: [name] },
      remarks: answers.ejected ? ['They are the project’s own already.'] : [],
      next: ['Edit them, and then, for the features that there are:', '  npx paxx templates apply'],
    }))
  },
})
