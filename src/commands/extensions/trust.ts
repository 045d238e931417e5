import { UsageError } from '../../errors.ts'
import type { Found } from '../../project/foreign.ts'
import { packagesOf } from '../../render/extensions/packages.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/**
 * Asks whether what a stranger wrote may become part of the project. To look at it, with --dry-run, takes no trust.
 * @throws UsageError when it may not, or nobody can be asked
 */
export async function askForTrust(
  { extension, source, hash }: Found,
  { trust, dryRun, yes, json }: GlobalArgs & { readonly trust: boolean },
): Promise<void> {
  if (trust || dryRun) return
  const scripts = Object.entries(extension.manifest.scripts).map(([name, line]) => `the script ${name} (${line})`)
  const brings = [...extension.sources.keys(), ...packagesOf(extension.manifest), ...scripts].join(', ')
  const message = `${extension.name} comes from ${source}, not from paxx, and its code becomes part of your project: ${brings}.`
  if (!canAsk() || yes || json) {
    throw new UsageError(
      'EXTENSION_UNTRUSTED',
      message,
      `Look at it: paxx add ${source} --dry-run --diff. Then: --trust`,
    )
  }
  if (await ask<boolean>({ type: 'confirm', message: `${message} (${hash.slice(0, 19)}…) Add it?`, initial: false }))
    return
  throw new UsageError('CANCELLED', 'Cancelled. Nothing was written.')
}
