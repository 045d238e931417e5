import { UsageError } from '../../errors.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { askScript, findInstalledProject, wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details:
    'Drops every table with its rows, and applies all migrations. Says which they are and asks first; without a terminal it takes --yes. Refused in production.',
  options: { seed: { type: 'boolean', describe: 'Run seeds/*.ts afterwards' } },
  examples: [
    ['paxx db reset', 'Start over'],
    ['paxx db reset --yes --seed', 'Without a question, and with the rows of seeds/*.ts'],
  ],
  passesOn: 'rest',
  async run({ seed, ...options }) {
    const { root } = await findInstalledProject()
    if (!options.dryRun && !options.yes) await confirm(root, options)
    return await wrapScript('db', ['reset', '--yes', ...(seed ? ['--seed'] : [])], options)
  },
})

/** @throws UsageError unless a person says yes to what is lost */
async function confirm(root: string, { json }: GlobalArgs): Promise<void> {
  const lost = await describeTables(root)
  if (json || !canAsk()) {
    throw new UsageError(
      'CONFIRMATION_MISSING',
      `This drops every table of the database, with its rows: ${lost}.`,
      'If that is meant: paxx db reset --yes',
    )
  }
  const message = `Drop every table of the database, with its rows: ${lost}?`
  const sure = await ask<boolean>({ type: 'confirm', message, initial: false })
  if (!sure) throw new UsageError('CANCELLED', 'Cancelled. Nothing was dropped.')
}

/** `orders (12 rows), tags (empty)` */
async function describeTables(root: string): Promise<string> {
  const { tables } = await askScript(root, 'db', ['tables'])
  const names = (tables as readonly Counted[]).map(
    ({ name, rows }) => `${name} (${rows === 0 ? 'empty' : rows === 1 ? '1 row' : `${rows} rows`})`,
  )
  return names.join(', ') || 'there are none'
}

interface Counted {
  readonly name: string
  readonly rows: number
}
