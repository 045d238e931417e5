import { UsageError } from '../errors.ts'
import { settingOf } from '../project/env.ts'
import { isFree, nextFreePort } from '../tools/port.ts'
import { defineCommand } from './command.ts'
import { findInstalledProject, wrap } from './wrapper.ts'

export const command = defineCommand({
  details: 'Runs `tsx watch main.ts`. What follows `--` goes to main.ts.',
  options: {
    port: { type: 'number', requiresArg: true, describe: 'The port to listen on; 0 takes a free one' },
    host: { type: 'string', requiresArg: true, describe: 'The address to listen on' },
    reload: { type: 'boolean', default: true, describe: 'Start again on every change; --no-reload does not' },
  },
  examples: [
    ['paxx start', "On the port of the project's settings"],
    ['paxx start --port 4000 --host 0.0.0.0', 'For every network interface'],
  ],
  passesOn: 'rest',
  async run({ port, host, reload, rest, ...options }) {
    const env = {
      ...(port !== undefined && { PORT: String(checkPort(port)) }),
      ...(host !== undefined && { HOST: host }),
    }
    const { root } = await findInstalledProject()
    if (!options.dryRun) await requireFree(root, port, host)
    const args = [...(reload ? ['watch', '--clear-screen=false'] : []), 'main.ts', ...rest]
    return await wrap({ file: 'tsx', args, cwd: root, env }, options)
  },
})

/** The project says it, too, but knows no other port, and is not ended by it while it waits for changes. */
async function requireFree(root: string, givenPort: number | undefined, givenHost: string | undefined): Promise<void> {
  const port = givenPort ?? Number((await settingOf(root, 'PORT')) ?? 3000)
  const host = givenHost ?? (await settingOf(root, 'HOST')) ?? 'localhost'
  if (!Number.isInteger(port) || port < 1 || port > 65_535 || (await isFree(port, host))) return
  throw new UsageError(
    'PORT_TAKEN',
    `Port ${port} is taken by another process.`,
    `Take another one: npx paxx start --port ${await nextFreePort(port, host)}`,
  )
}

function checkPort(port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new UsageError('BAD_ARGUMENTS', '`--port` is a number from 0 to 65535.', 'For example: paxx start --port 3000')
}
