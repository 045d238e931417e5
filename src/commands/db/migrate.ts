import { UsageError } from '../../errors.ts'
import { messageOf } from '../../project/migrations.ts'
import { withWorker } from '../../tools/worker.ts'
import { defineCommand } from '../command.ts'
import { findInstalledProject } from '../wrapper.ts'
import { addMigrations } from './add-migrations.ts'
import { checkModels } from './check.ts'
import { compareModels } from './compare-models.ts'
import { givenOptions } from './given.ts'

const blank = { migrations: [{ up: [], down: [], hazards: [] }] }

export const command = defineCommand({
  details: `Compares the schema that the migrations build with what the models say, and writes the migration from one to the other, with its way back. Both are built in an empty database, so your own is not touched.

It is written once it ran up, down and up again there, on rows that are made up. Where rows of yours may stand in its way, its hazards say which, and how to find them.

Nothing is guessed: what may have been renamed is asked, or said with --rename and --drop; what rows get in a column that may not be null, with --fill.`,
  positionals: { message: { type: 'string', describe: 'What it does: it becomes the name of the file' } },
  options: {
    empty: { type: 'boolean', describe: 'Write a blank one, to fill in by hand' },
    check: { type: 'boolean', describe: 'Write nothing: exit with 2 if there is a difference, as `db check`' },
    concurrently: {
      type: 'boolean',
      describe: 'PostgreSQL: build indexes of tables that are there while rows are written',
    },
    ...givenOptions,
  },
  examples: [
    ['paxx db migrate "add orders"', 'After a change of the models'],
    ['paxx db migrate "total in cents" --rename orders.total=orders.total_cents', 'A column that keeps what is in it'],
    ['paxx db migrate "require notes" --fill orders.notes=none', 'What rows get that have none'],
    [`paxx db migrate "agents" --fill orders.agent_id='(customer_id)'`, 'The same, as an SQL expression'],
    ['paxx db migrate "no more lost" --fill orders.status:lost=void', 'What comes for a value that goes'],
    ['paxx db migrate "sort by total" --concurrently', 'An index on a table that must not stop'],
    ['paxx db migrate "move addresses" --empty', 'A migration of your own'],
    ['paxx db migrate "add orders" --dry-run', 'Only print it'],
  ],
  async run({ message, empty, check, concurrently, ...args }) {
    if (check) return await checkModels(args)
    if (message === undefined) {
      throw new UsageError(
        'MESSAGE_MISSING',
        '`paxx db migrate` needs a message.',
        'As in: paxx db migrate "add orders"',
      )
    }
    // Before anything is asked.
    messageOf(message)
    const project = await findInstalledProject()
    if (empty) return await addMigrations(project, message, blank, args)
    return await withWorker(project.root, args.verbose, async (worker) => {
      const way = await compareModels(project, { ...args, worker, concurrently })
      if (way.migrations.length > 0) return await addMigrations(project, message, { ...way, worker }, args)
      const text = 'The models and the migrations say the same: there is nothing to migrate.'
      return { json: { changes: [], hazards: [] }, text }
    })
  },
})
