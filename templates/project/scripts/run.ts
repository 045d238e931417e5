import { parseArgs } from 'node:util'

/** Runs a script: what it gives to standard output, as text or as JSON; its error as one line and exit code 1. */
export async function run(command: (args: string[]) => Promise<{ json: object; text: string }>): Promise<void> {
  const asJson = process.argv.includes('--json')
  try {
    const { positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
    const { json, text } = await command(positionals)
    console.log(asJson ? JSON.stringify(json) : text)
  } catch (error) {
    const { message } = error as Error
    if (asJson) console.log(JSON.stringify({ error: message }))
    else console.error(message)
    process.exitCode = 1
  }
}

/** Lines up rows in columns. */
export function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
