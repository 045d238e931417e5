import { UsageError } from '../errors.ts'
import { colour, printable, printableJson } from './colour.ts'

/** What a command answers: printed here, and its exit code set by cli.ts. */
export interface Result {
  /** For `--json`, beside `ok` and `command`. */
  json: Record<string, unknown>
  /** For a person, on standard output. */
  text?: string
  /** 0 unless it says otherwise: 2 is for a check that found a difference, others are a wrapped tool's own. */
  exitCode?: number
  /** Why it is no success, for `--json`, where a person reads it in the text or from the wrapped tool. */
  error?: { readonly code: string; readonly message: string }
}

export interface Output {
  /** One JSON object on standard output instead of text. */
  readonly json: boolean
  readonly verbose: boolean
  /** The command's words, for the JSON: `db upgrade`. */
  readonly command: string
}

/** Prints what a command answers on standard output. */
export function printResult(result: Result, { json, command }: Output): void {
  const { error } = result
  if (json) printJson({ ok: !error, command, ...result.json, ...(error && { error }) })
  else if (result.text) print(process.stdout, result.text.trimEnd())
}

/** Prints a failure: one line and a hint, and the stack when it is a bug or asked for. */
export function printError(error: unknown, { json, verbose, command }: Output): void {
  const failure = error instanceof UsageError ? error : unexpected(error)
  const { code, message, hint } = failure
  if (json) printJson({ ok: false, command, error: { code, message, hint } })
  else {
    print(process.stderr, `${colour.red('error:')} ${message}`)
    if (hint) print(process.stderr, `${colour.cyan('hint:')}  ${hint}`)
  }
  if (verbose && error instanceof Error) print(process.stderr, colour.dim(error.stack ?? ''))
}

function unexpected(error: unknown): UsageError {
  const message = error instanceof Error ? error.message : String(error)
  return new UsageError(
    'UNEXPECTED',
    `Something went wrong that paxx did not expect: ${message.split('\n', 1)[0]}`,
    'Run it again with --verbose for the stack, and please report it.',
  )
}

function printJson(value: object): void {
  process.stdout.write(`${printableJson(JSON.stringify(value))}\n`)
}

/** A remark beside the result, on standard error: the command that runs, what was skipped and why. */
export function note(text: string): void {
  print(process.stderr, colour.dim(text))
}

/** Prints a line, or some. Whatever is in it may be anybody's words. */
export function print(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${printable(text)}\n`)
}
