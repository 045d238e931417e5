import { UsageError } from '../errors.ts'
import { defineCommand } from './command.ts'
import { findInstalledProject, scriptTool, wrap } from './wrapper.ts'

export const command = defineCommand({
  details: 'A Node.js prompt with `db`, `settings` and every model and service of the project, by scripts/shell.ts.',
  examples: [
    ['paxx shell', 'then: await db.selectFrom("orders").selectAll().execute()'],
    ['echo "Object.keys(services)" | paxx shell', 'Without a terminal it reads its input to the end'],
  ],
  passesOn: 'rest',
  async run({ rest, ...options }) {
    if (options.json) throw new UsageError('NO_JSON', '`paxx shell` is a prompt: it has no JSON.', 'Leave --json out.')
    const { root } = await findInstalledProject()
    return await wrap(await scriptTool(root, 'shell', rest), options)
  },
})
