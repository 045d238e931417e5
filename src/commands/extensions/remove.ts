import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { findExtension, selectExtensions } from '../../render/extensions/select.ts'
import type { Templates } from '../../render/render.ts'
import { suggestion } from '../../suggest.ts'
import { changeOptions, changeProject, installOption } from '../change.ts'
import { defineCommand } from '../command.ts'
import type { Decision } from '../decision.ts'
import { namesOf } from './known.ts'

export const command = defineCommand({
  details:
    'Deletes its files that you have not edited, keeps and names the others, and takes its lines, settings and dependencies out of what is shared. A setting of .env that you gave a value stays there, and is named.',
  positionals: {
    extensions: { type: 'string', array: true, demandOption: true, describe: 'Names; `paxx extensions` lists them' },
  },
  options: { ...changeOptions, ...installOption },
  values: { extensions: () => namesOf('added') },
  examples: [
    ['paxx remove docker', 'Gone, without a trace'],
    ['paxx remove docker redis', 'Two at once'],
    ['paxx remove docker --dry-run', 'What would go'],
  ],
  async run({ extensions, ...args }) {
    return await changeProject('remove', args, async (project, templates) => decide(project, templates, extensions))
  },
})

function decide({ answers }: Project, { extensions: known }: Templates, names: readonly string[]): Decision {
  const present = Object.keys(answers.extensions)
  for (const name of names) if (!present.includes(name)) throw absent(name, present)
  const left = present.filter((name) => !names.includes(name))
  for (const name of left) {
    const needed = findExtension(name, known).manifest.requires.find((other) => names.includes(other))
    if (needed !== undefined) throw inUse(needed, name)
  }
  const extensions = Object.fromEntries(left.map((name) => [name, answers.extensions[name]!]))
  selectExtensions({ ...answers, extensions }, known)
  return { answers: { ...answers, extensions } }
}

function absent(name: string, present: readonly string[]): UsageError {
  const hint =
    suggestion(name, present, (nearest) => `Did you mean \`${nearest}\`?`) ??
    (present.length > 0 ? `There are: ${present.join(', ')}.` : 'There is none in it: paxx extensions')
  return new UsageError('EXTENSION_ABSENT', `The extension \`${name}\` is not in the project.`, hint)
}

const inUse = (name: string, by: string): UsageError =>
  new UsageError('EXTENSION_IN_USE', `\`${by}\` needs \`${name}\`.`, `Remove both: paxx remove ${by} ${name}`)
