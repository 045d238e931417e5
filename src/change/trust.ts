import { UsageError } from '../errors.ts'
import type { MayRun } from '../tools/render-before.ts'
import { ask, canAsk } from '../ui/ask.ts'
import type { GlobalArgs } from '../ui/global-options.ts'

/** Of every command that asks the paxx which a project was made by what it wrote. */
export const trustOption = {
  trust: { type: 'boolean', describe: 'Run the paxx that came with the project, though it is none that is known' },
} as const

export type TrustArgs = Pick<GlobalArgs, 'yes' | 'json'> & { readonly trust?: boolean | undefined }

/**
 * Asks whether the paxx that came with a project may run. Whoever made the project may have put anything there.
 * @param command that it knows itself
 * @throws UsageError when it may not, or nobody can be asked
 */
export const askToRun =
  ({ trust, yes, json }: TrustArgs, command?: string): MayRun =>
  async ({ version, path, hash }) => {
    if (trust) return
    const message = `Only the paxx that made the project knows what it wrote, and ${path} is none that is known to be paxx ${version}.`
    if (!canAsk() || yes || json) {
      const itself = command === undefined ? '' : `, or ask it yourself: npx paxx ${command}`
      throw new UsageError(
        'PAXX_UNTRUSTED',
        message,
        `If you trust the code of this project, run it with --trust${itself}`,
      )
    }
    const question = `${message} (${hash.slice(0, 19)}…) Run it?`
    if (await ask<boolean>({ type: 'confirm', message: question, initial: false })) return
    throw new UsageError('CANCELLED', 'Cancelled. Nothing was run.')
  }
