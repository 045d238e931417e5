import type { Values } from '#core/html/fields.ts'

/** Rows as CSV (RFC 4180), read as they are sent: so many at a time as one of the lists holds. */
export function streamCsv(columns: readonly string[], pages: AsyncGenerator<readonly Values[]>): ReadableStream {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(lineOf(columns))),
    async pull(controller) {
      const { done, value } = await pages.next()
      if (done) return controller.close()
      controller.enqueue(encoder.encode(value.map((row) => lineOf(columns.map((name) => row[name]))).join('')))
    },
    cancel: async () => void (await pages.return(undefined)),
  })
}

const lineOf = (values: readonly unknown[]): string => `${values.map(cellOf).join(',')}\r\n`

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  // A spreadsheet would take it for a formula, and do what that says.
  const harmless =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
