import { findProject } from '../project/find.ts'
import { commandsOf } from '../render/package-manager.ts'
import { type Command, defineCommand } from './command.ts'
import { wrap } from './wrapper.ts'

/** The command that an npm script of the project is: `paxx test` runs `npm run test`. */
export function scriptCommand(script: string): Command {
  return defineCommand({
    details: 'Further arguments go to the script; after `--`, those too that paxx knows.',
    examples: [[`paxx ${script} -- --help`, "The help of the script's own tool"]],
    passesOn: 'unknown',
    async run({ rest, ...options }) {
      const { root, answers } = await findProject()
      const { run, runQuietly, passed } = commandsOf(answers.packageManager)
      const words = `${options.json ? runQuietly : run} ${script}${rest.length > 0 ? ` ${passed}` : ''}`
        .trim()
        .split(' ')
      return await wrap({ file: words[0]!, args: [...words.slice(1), ...rest], cwd: root }, options)
    },
  })
}
