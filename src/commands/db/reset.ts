import { UsageError } from '../../errors.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import { defineCommand, type GlobalArgs } from '../command.ts'
import { findInstalledProject, wrapScript } from '../wrapper.ts'

export const command = defineCommand({
  details:
    'Drops every table with its rows, and applies all migrations. Asks first; without a terminal it takes --yes. Refused in production.',
  options: { seed: { type: 'boolean', describe: 'Run seeds/*.ts afterwards' } },
  examples: [
    ['paxx db reset', 'Start over'],
    ['paxx db reset --yes --seed', 'Without a question, and with the rows of seeds/*.ts'],
  ],
  passesOn: 'rest',
  async run({ seed, ...options }) {
    await findInstalledProject()
    if (!options.dryRun) await confirm(options)
    return await wrapScript('db', ['reset', ...(seed ? ['--seed'] : [])], options)
  },
})

/** @throws UsageError unless a person says yes, or said so on the command line */
async function confirm({ yes, json }: GlobalArgs): Promise<void> {
  if (yes) return
  if (json || !canAsk()) {
    throw new UsageError(
      'CONFIRMATION_MISSING',
      'This drops every table of the database, with its rows.',
      'If that is meant: paxx db reset --yes',
    )
  }
  const message = 'Drop every table of the database, with its rows?'
  const sure = await ask<boolean>({ type: 'confirm', message, initial: false })
  if (!sure) throw new UsageError('CANCELLED', 'Cancelled. Nothing was dropped.')
}
