import { findCommand } from './commands/find.ts'
import { noColours } from './ui/colour.ts'
import { printError, printResult } from './ui/print.ts'
import { version } from './version.ts'

process.exitCode = await main(process.argv.slice(2))

/** Runs one command line and gives its exit code: the one place where an error becomes one. */
async function main(argv: readonly string[]): Promise<number> {
  const own = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined)
  const output = { json: own.includes('--json'), verbose: own.includes('--verbose'), command: '' }
  if (own.includes('--no-color') || output.json) noColours()

  try {
    if (argv[0] === '--version') {
      printResult({ json: { version }, text: version }, { ...output, command: 'version' })
      return 0
    }
    const found = await findCommand(argv)
    output.command = found.path.join(' ')
    // Loaded late, so that --version costs no more than Node itself.
    const { run } = await import('./commands/parse.ts')
    const result = await run(found)
    printResult(result, output)
    return result.exitCode ?? 0
  } catch (error) {
    printError(error, output)
    return 1
  }
}
