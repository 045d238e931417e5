import type { InferredOptionTypes, Options, PositionalOptions } from 'yargs'
import type { CamelCase, GlobalArgs } from '../ui/global-options.ts'
import type { Result } from '../ui/print.ts'

/** The values of declared options, under the names that yargs gives them: `--dry-run` is `dryRun`. */
type Values<O extends Record<string, Options>> = {
  [Key in keyof InferredOptionTypes<O> as CamelCase<Key>]: InferredOptionTypes<O>[Key]
}

type Positionals = Record<string, PositionalOptions>
type CommandOptions = Record<string, Options>

export type Args<P extends Positionals = Positionals, O extends CommandOptions = CommandOptions> = Values<P> &
  Values<O> &
  GlobalArgs & {
    /** What goes on to the wrapped tool. */
    rest: string[]
  }

export interface Command<P extends Positionals = Positionals, O extends CommandOptions = CommandOptions> {
  /** A paragraph for `--help`, under the one line of the command table. */
  details?: string
  examples?: readonly (readonly [command: string, does: string])[]
  positionals?: P
  options?: O
  /** What an argument or an option may be, where that is no fixed choice, for whoever completes it. */
  values?: Readonly<Record<string, () => Promise<readonly string[]>>>
  /** What goes on to a wrapped tool: what follows `--`, or all that paxx does not know. */
  passesOn?: 'rest' | 'unknown'
  run(args: Args<P, O>): Promise<Result>
}

/** A command whose `run` gets its arguments typed by their declaration. */
export function defineCommand<
  const P extends Positionals = Record<never, never>,
  const O extends CommandOptions = Record<never, never>,
>(command: Command<P, O>): Command {
  return command as unknown as Command
}
