import type { Context } from 'hono'
import type { z } from 'zod'
import type { Page } from '../database/pagination.ts'

/** For `operation(…)`: it answers CSV. */
export const csvAnswer = {
  responses: {
    200: { description: 'CSV (RFC 4180); its first line names the columns', content: { 'text/csv': { schema: { type: 'string' } } } },
  },
} as const

type Read<Row> = (page: { limit: number; cursor?: string }) => Promise<Page<Row>>

/**
 * Answers rows as CSV, as fast as the client takes them: a page of them is in memory at a time, and none is read any more once the client
 * is gone.
 */
export async function answerCsv<Schema extends z.ZodObject>(c: Context, file: string, schema: Schema, read: Read<z.output<Schema>>) {
  const columns = Object.keys(schema.shape)
  const limit = 1_000
  // What cannot be read is answered as a problem while there is no file begun.
  const first = await read({ limit })
  let cursor: string | null | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const page = cursor ? await read({ limit, cursor }) : first
        const lines = page.items.map((row) => columns.map((column) => cellOf((row as Record<string, unknown>)[column])))
        if (cursor === undefined) lines.unshift(columns)
        controller.enqueue(Buffer.from(lines.map((cells) => `${cells.join(',')}\r\n`).join('')))
        cursor = page.nextCursor
        if (cursor === null) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${file}"` }
  return c.body(body, 200, headers)
}

/** What a spreadsheet would calculate, and no number: it gets an apostrophe before it, as OWASP has it. */
const formula = /^[=+\-@\t\r＝＋－＠](?!\d+(\.\d+)?$)/

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value))
  return quoted(formula.test(value) ? `'${value}` : value)
}

/** Empty text is quoted, so that it is not taken for nothing. */
const quoted = (text: string) => (text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
