import { lookForProject } from '../../project/find.ts'
import { diagramOf } from '../../schema/diagram.ts'
import { readSchemas } from '../../tools/schemas.ts'
import { note } from '../../ui/print.ts'
import { defineCommand } from '../command.ts'

export const command = defineCommand({
  details:
    'Prints an `erDiagram` of Mermaid: tables, columns, keys and references. GitHub, GitLab and most editors draw it where it stands in Markdown, in a block of `mermaid`.',
  positionals: {
    schema: {
      type: 'string',
      default: 'models',
      describe: 'models, migrations, sqlite:FILE, postgres://… or mysql://…',
    },
  },
  examples: [
    ['paxx db diagram', 'What the models say'],
    ['paxx db diagram postgres://localhost/shop > schema.mmd', 'A database, into a file'],
  ],
  async run({ schema, ...args }) {
    const project = await lookForProject(process.cwd())
    const { to } = await readSchemas(project?.root, schema, schema, {
      ...args,
      engine: project?.answers.database ?? 'sqlite',
    })
    if (to.tables.length === 0) note('There is no table yet: paxx feature create …')
    const diagram = diagramOf(to)
    return { json: { diagram, unread: to.unread ?? [] }, text: diagram }
  },
})
