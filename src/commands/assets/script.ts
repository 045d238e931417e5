import { UsageError } from '../../errors.ts'
import { type Command, defineCommand } from '../command.ts'
import { findInstalledProject, scriptTool, wrap, wrapScript } from '../wrapper.ts'

/** A command that the project's own scripts/assets.ts does. */
export const assetsCommand = (
  action: 'build' | 'clean' | 'watch',
  about: Pick<Command, 'details' | 'examples'>,
): Command =>
  defineCommand({
    ...about,
    passesOn: 'rest',
    async run({ rest, ...options }) {
      const { root, answers } = await findInstalledProject()
      if (!Object.hasOwn(answers.extensions, 'assets')) throw absent()
      if (action !== 'watch') return await wrapScript('assets', [action], { rest, ...options })
      // What never ends has no answer to wait for.
      return await wrap(await scriptTool(root, 'assets', [action, ...rest]), options)
    },
  })

const absent = () =>
  new UsageError('EXTENSION_ABSENT', 'The project has no assets.', 'Add what bundles them: paxx add assets')
