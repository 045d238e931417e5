import type { Answers } from '../../render/answers.ts'
import { type Extensions, missingOf } from '../../render/extensions/select.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/**
 * What extensions require and a project lacks, where it may come along: with --yes, or when somebody says so. Where it may
 * not, it is left out, and they do not go together.
 */
export async function askForRequired(
  chosen: Answers['extensions'],
  known: Extensions,
  { yes, json }: GlobalArgs,
): Promise<string[]> {
  const missing = missingOf(Object.keys(chosen), known).filter((name) => Object.hasOwn(known, name))
  if (missing.length === 0 || yes) return missing
  if (!canAsk() || json) return []
  const needing = Object.keys(chosen).filter((name) =>
    known[name]?.manifest.requires.some((one) => missing.includes(one)),
  )
  const message = `${needing.join(' and ')} ${needing.length > 1 ? 'need' : 'needs'} ${missing.join(' and ')}. Add that, too?`
  return (await ask<boolean>({ type: 'confirm', message, initial: true })) ? missing : []
}
