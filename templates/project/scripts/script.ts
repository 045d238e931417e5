import { parseArgs } from 'node:util'

type Main = (args: string[], flags: Record<string, boolean | undefined>) => Promise<{ json: object; text: string }>

/** Runs a script: what it gives to standard output, as text or as JSON; its error as one line and exit code 1. */
export async function run(main: Main, flags: string[] = []): Promise<void> {
  try {
    const options = Object.fromEntries(['json', ...flags].map((name) => [name, { type: 'boolean' as const }]))
    const { positionals, values } = parseArgs({ allowPositionals: true, options })
    const { json: asJson, ...given } = values
    const { json, text } = await main(positionals, given)
    console.log(asJson ? JSON.stringify(json) : visible(text))
  } catch (error) {
    const message = explain(error as Error)
    if (process.argv.includes('--json')) console.log(JSON.stringify({ error: message }))
    else console.error(visible(message))
    process.exitCode = 1
  }
}

/** Text that may be anybody's, with what a terminal would act on spelt out. */
const visible = (text: string): string =>
  text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`)

/** An error with its reasons: `The database does not answer: connect ECONNREFUSED 127.0.0.1:5432`. */
function explain({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message
  const reason = explain(cause)
  if (message.includes(reason)) return message
  return message.includes(cause.message) ? message.replace(cause.message, () => reason) : `${message}: ${reason}`
}

/** Lines up rows in columns. */
export function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? []
  const pad = (cell: string, column: number) => cell.padEnd(widths[column]!)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}
