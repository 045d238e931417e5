import type { Project } from '../../project/find.ts'
import { lookAgain } from '../../project/foreign.ts'
import { colour } from '../../ui/colour.ts'
import { table } from '../../ui/table.ts'
import { defineCommand } from '../command.ts'
import { knownExtensions } from './known.ts'

export const command = defineCommand({
  details: 'Those of paxx and, in a project, those that it has of others; a check mark for what is in it.',
  examples: [
    ['paxx extensions', 'What there is'],
    ['paxx extensions info docker', 'All about one'],
  ],
  async run() {
    const { project, extensions: known } = await knownExtensions()
    const listed = Object.values(known).map(async ({ name, manifest: { title, description } }) => {
      return { name, title, description, ...(await stateOf(name, project)) }
    })
    const extensions = (await Promise.all(listed)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const rows = extensions.map(({ name, description, added, source, changed }) => [
      added ? colour.green('✓') : ' ',
      name,
      [
        description,
        source === undefined ? '' : `From ${source}${changed ? `, which has changed since: paxx add ${source}` : ''}.`,
      ]
        .join(' ')
        .trim(),
    ])
    return { json: { extensions }, text: table(rows) }
  },
})

interface State {
  readonly added: boolean
  readonly source?: string
  /** Whether it differs now from what was added. */
  readonly changed?: boolean
}

async function stateOf(name: string, project: Project | undefined): Promise<State> {
  const answers = project?.answers.extensions ?? {}
  if (!project || !Object.hasOwn(answers, name)) return { added: false }
  const { source, hash } = answers[name]!
  if (source === undefined) return { added: true }
  const found = await lookAgain(project.root, source)
  return { added: true, source, changed: found !== undefined && found.hash !== hash }
}
