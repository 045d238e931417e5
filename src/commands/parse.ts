import yargs, { type Argv, type Options } from 'yargs'
import { UsageError } from '../errors.ts'
import { suggestion } from '../suggest.ts'
import { globalDefaults, globalOptions } from '../ui/global-options.ts'
import type { Result } from '../ui/print.ts'
import type { Args, Command } from './command.ts'
import type { Found } from './find.ts'
import { commands, isGroup, type Leaf } from './index.ts'

/**
 * Reads a command's options and runs it, or gives its help where that is asked for.
 * @throws UsageError for an option or an argument that the command does not take
 */
export async function run(found: Found): Promise<Result> {
  const { entry } = found
  if (!entry || isGroup(entry)) return await list(found, entry?.commands ?? commands)

  const { command } = await entry.load()
  const parser = commandParser(found, entry, command)
  if (asksForHelp(found.argv)) return await help(parser)

  const { args, unknown } = await read(parser, found)
  const stranger = takenForArgument(found, command) ?? unknown[0]
  for (const [name, value] of Object.entries(args)) {
    if (Array.isArray(value) && !isList(command, name)) throw givenTwice(name, found)
  }
  if (stranger !== undefined && command.passesOn !== 'unknown') throw notTaken(stranger, found, command)
  return await command.run({ ...args, rest: [...unknown, ...args.rest] })
}

/** An option that the command does not have, where yargs takes it for an argument as long as there is room for one. */
function takenForArgument({ argv }: Found, { passesOn, positionals, options }: Command): string | undefined {
  if (passesOn !== undefined) return undefined
  const known = new Map<string | undefined, Options>(
    Object.entries({ ...globalOptions, help: { type: 'boolean' }, ...options, ...positionals }),
  )
  const takesNext = (word = '') => !word.includes('=') && (known.get(optionOf(word))?.type ?? 'boolean') !== 'boolean'
  return beforeDashes(argv).find((word, index, words) => {
    const name = optionOf(word)
    return name !== undefined && !known.has(name) && !takesNext(words[index - 1])
  })
}

/** The name of an option as it is declared: `dry-run` of `--dry-run`, `--dryRun`, `--no-dry-run` and `--dry-run=true`. */
const optionOf = (word: string): string | undefined =>
  /^--(?:no-)?(?<name>[a-z][\w-]*)(?:=|$)/is
    .exec(word)
    ?.groups!['name']!.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** @param passesOn whether what follows `--` is kept apart for a wrapped tool, instead of being arguments like others */
const baseParser = (passesOn = false) =>
  yargs([])
    .scriptName('paxx')
    // The name of a group of yargs' own, which is the only one that shows arguments without hyphens.
    .updateStrings({ 'Positionals:': 'Arguments:' })
    .wrap(width())
    .version(false)
    .help('help')
    .options(globalOptions)
    .exitProcess(false)
    .fail(false)
    .parserConfiguration({
      'populate--': passesOn,
      'unknown-options-as-args': true,
      'strip-dashed': true,
    })

const width = (): number => Math.min(110, process.stdout.columns ?? 100)

function commandParser({ path }: Found, entry: Leaf, command: Command): Argv {
  const [, ...positionals] = entry.name.split(' ')
  const about = [entry.describe, command.details].filter((text) => text !== undefined)
  const parser = baseParser(command.passesOn !== undefined)
    .command(['$0', ...positionals].join(' '), false, (builder) => {
      for (const [name, positional] of Object.entries(command.positionals ?? {})) builder.positional(name, positional)
      return builder
    })
    .usage([[`paxx ${path.join(' ')}`, ...positionals].join(' '), ...about].join('\n\n'))
    .options(command.options ?? {})
    .group(Object.keys(command.positionals ?? {}), 'Arguments:')
    .group(Object.keys(command.options ?? {}), 'Options:')
    .group([...Object.keys(globalOptions), 'help'], 'Everywhere:')
  for (const [example, does] of command.examples ?? []) parser.example(example, does)
  return parser
}

async function read(parser: Argv, found: Found): Promise<{ args: Args; unknown: string[] }> {
  try {
    const { _: unknown, '--': rest = [], ...values } = await parser.parseAsync(found.argv)
    const args = { ...globalDefaults, ...values, rest: (rest as unknown[]).map(String) } as unknown as Args
    return { args, unknown: unknown.map(String) }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('BAD_ARGUMENTS', explain((error as Error).message, found), helpHint(found.path))
  }
}

/** yargs' sentences about an argument that is missing, and a value that is none of the choices, in one line. */
function explain(message: string, { path, entry }: Found): string {
  if (message.startsWith('Not enough non-option arguments')) {
    const needed = entry?.name.match(/<[^>]+>/g) ?? []
    return `\`${['paxx', ...path].join(' ')}\` needs ${needed.join(' and ')}.`
  }
  const choice = /Argument: (?<name>\S+), Given: (?<given>.+), Choices: (?<choices>.+)/.exec(message)?.groups
  return choice ? `\`--${choice['name']}\` is one of ${choice['choices']}, not ${choice['given']}.` : message
}

/** `paxx`, `paxx db`: the list of commands, an answer when asked for and an error when not. */
async function list({ path, entry, argv }: Found, listed: typeof commands): Promise<Result> {
  const alone = entry && isGroup(entry) ? (await entry.alone?.())?.command : undefined
  const about = entry
    ? [`paxx ${path.join(' ')} ${alone ? '[command]' : '<command>'}`, entry.describe, alone?.details ?? '']
    : [
        'paxx <command>',
        'Writes Hono + Kysely + Zod projects that are yours: plain code with its tests, and nothing of paxx at run time.',
        'In a project, `paxx <script>` runs any npm script of it too: `paxx test`, `paxx build`, `paxx check`.',
      ]
  const parser = baseParser().usage(about.filter(Boolean).join('\n\n'))
  for (const { name, describe } of listed) {
    if (describe !== undefined) parser.command([...path, name].join(' '), describe)
  }
  if (!entry) parser.option('version', { type: 'boolean', describe: "Print paxx's version" })
  if (!entry) parser.example('paxx bootstrap shop', 'A new project in ./shop')
  if (!entry) parser.epilogue((await import('./translate.ts')).aliasText(width()))
  for (const [example, does] of alone?.examples ?? []) parser.example(example, does)
  parser.group([...Object.keys(globalOptions), 'help', ...(entry ? [] : ['version'])], 'Everywhere:')

  const { unknown } = await read(parser, { path, entry, argv: argv.filter((word) => word !== '--help') })
  const [stranger] = unknown
  if (stranger !== undefined) throw notTaken(stranger, { path, entry, argv })
  if (entry && !asksForHelp(argv)) {
    throw new UsageError('COMMAND_MISSING', `\`paxx ${path.join(' ')}\` needs a command.`, helpHint(path))
  }
  return await help(parser)
}

const isList = ({ positionals, options }: Command, name: string): boolean =>
  name === 'rest' || Boolean({ ...positionals, ...options }[name]?.array)

const givenTwice = (name: string, { path }: Found): UsageError =>
  new UsageError('BAD_ARGUMENTS', `\`${name}\` is given more than once.`, helpHint(path))

async function help(parser: Argv): Promise<Result> {
  const text = await parser.getHelp()
  return { json: { help: text }, text }
}

const asksForHelp = (argv: readonly string[]): boolean => beforeDashes(argv).includes('--help')

function beforeDashes(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  return argv.slice(0, end < 0 ? undefined : end)
}

function notTaken(stranger: string, { path }: Found, command?: Command): UsageError {
  const name = ['paxx', ...path].join(' ')
  if (!stranger.startsWith('-')) {
    return new UsageError('TOO_MANY_ARGUMENTS', `\`${name}\` takes no argument \`${stranger}\`.`, helpHint(path))
  }
  const options = [...Object.keys({ ...globalOptions, ...command?.options }), 'help']
  const typed = stranger.replace(/^-+/, '').replace(/=.*/s, '')
  return new UsageError(
    'UNKNOWN_OPTION',
    `\`${name}\` has no option \`${stranger.replace(/=.*/s, '')}\`.`,
    suggestion(typed, options, (option) => `Did you mean \`--${option}\`?`) ?? helpHint(path),
  )
}

const helpHint = (path: readonly string[]) => `\`${['paxx', ...path, '--help'].join(' ')}\` says what it takes.`
