import type { Options } from 'yargs'

/** Understood by every command. */
export const globalOptions = {
  'dry-run': { type: 'boolean', describe: 'Write nothing, print what would happen' },
  diff: { type: 'boolean', describe: 'Print the changes as a unified diff' },
  json: { type: 'boolean', describe: 'Print one JSON object, ask nothing' },
  yes: { type: 'boolean', describe: 'Ask nothing, take every default' },
  color: { type: 'boolean', describe: 'Colour the output (--no-color turns it off, as NO_COLOR does)' },
  verbose: { type: 'boolean', describe: 'Print the commands that are run, and the stack of an error' },
} as const satisfies Record<string, Options>

export type CamelCase<Name> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Tail>}` : Name

export type GlobalArgs = Record<CamelCase<keyof typeof globalOptions>, boolean>

/** What the global options are when nobody gives them: without a default in their declaration, the help stays short. */
export const globalDefaults: GlobalArgs = {
  dryRun: false,
  diff: false,
  json: false,
  yes: false,
  color: true,
  verbose: false,
}
