import { withLock } from '../../apply/lock.ts'
import { recover } from '../../apply/recover.ts'
import { changeOptions, installOption, tell } from '../../change/change.ts'
import { dirtyOption } from '../../change/committed.ts'
import { trustOption } from '../../change/trust.ts'
import { findRoot } from '../../project/find.ts'
import { version } from '../../version.ts'
import { defineCommand } from '../command.ts'
import { checkForUpgrade } from './check.ts'
import { upgradeProject } from './perform.ts'

export const command = defineCommand({
  details: `A three-way merge of what the project's own paxx wrote, what this one would write, and what you made of it. Where both changed the same lines it writes git's conflict markers, lists the files and exits with 1. New settings come into .env, and dependencies are installed.

The newer paxx has to run it, in a project whose changes are committed: npx --yes --package ../paxx-${version}.tgz paxx upgrade`,
  options: {
    check: { type: 'boolean', describe: 'Exit with 2 if there is an upgrade to do, and write nothing' },
    ...installOption,
    conflicts: { ...changeOptions.conflicts, default: 'markers' },
    ...dirtyOption,
    ...trustOption,
  },
  examples: [
    ['paxx upgrade --dry-run --diff', 'What would come'],
    ['paxx upgrade', 'Merge it, and install'],
    ['paxx upgrade --check', 'For CI'],
  ],
  async run({ check, ...args }) {
    if (check) return await checkForUpgrade()
    const root = await findRoot()
    if (args.dryRun) return await upgradeProject(root, args)
    return await withLock(root, 'upgrade', async (interrupted) => {
      tell(recover(root))
      return await upgradeProject(root, args, interrupted)
    })
  },
})
