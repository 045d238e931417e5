import kleur from 'kleur'
import { UsageError } from '../errors.ts'

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
  else if (result.text) process.stdout.write(`${result.text.trimEnd()}\n`)
}

/** Prints a failure: one line and a hint, and the stack when it is a bug or asked for. */
export function printError(error: unknown, { json, verbose, command }: Output): void {
  const failure = error instanceof UsageError ? error : unexpected(error)
  const { code, message, hint } = failure
  if (json) printJson({ ok: false, command, error: { code, message, hint } })
  else {
    process.stderr.write(`${kleur.red('error:')} ${visible(message)}\n`)
    if (hint) process.stderr.write(`${kleur.cyan('hint:')}  ${visible(hint)}\n`)
  }
  if (verbose && error instanceof Error) process.stderr.write(`${kleur.dim(error.stack ?? '')}\n`)
}

/** A text with what a terminal would act on, instead of showing it, spelt out: names in it may be anybody's. */
const visible = (text: string): string =>
  text.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)

function unexpected(error: unknown): UsageError {
  const message = error instanceof Error ? error.message : String(error)
  return new UsageError(
    'UNEXPECTED',
    `Something went wrong that paxx did not expect: ${message.split('\n', 1)[0]}`,
    'Run it again with --verbose for the stack, and please report it.',
  )
}

function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** A remark beside the result, on standard error: the command that runs, what was skipped and why. */
export function note(text: string): void {
  process.stderr.write(`${kleur.dim(text)}\n`)
}
