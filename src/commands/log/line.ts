import { colour } from '../../ui/colour.ts'

export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
type Level = (typeof levels)[number]

/** One line of a log: JSON as Pino writes it, or whatever else a process printed. */
export interface Line {
  readonly text: string
  readonly fields?: Readonly<Record<string, unknown>>
}

/** What of a log is wanted. */
export interface Filter {
  /** This level and above. */
  readonly level?: Level | undefined
  /** The id of a request. */
  readonly request?: string | undefined
}

export function readLine(text: string): Line {
  try {
    const fields: unknown = JSON.parse(text)
    return typeof fields === 'object' && fields !== null && !Array.isArray(fields)
      ? { text, fields: fields as Line['fields'] & object }
      : { text }
  } catch {
    return { text }
  }
}

/** Whether a line is wanted. One that is no JSON has no level and no request. */
export function isWanted({ fields }: Line, { level, request }: Filter): boolean {
  if (level === undefined && request === undefined) return true
  if (!fields) return false
  if (request !== undefined && fields['requestId'] !== request) return false
  return level === undefined || levels.indexOf(levelOf(fields['level'])) >= levels.indexOf(level)
}

/** Pino has them as numbers, ten apart. */
function levelOf(level: unknown): Level {
  const named = levels.find((name) => name === level)
  return named ?? levels[Math.min(levels.length, Math.max(1, Math.floor(Number(level) / 10))) - 1] ?? 'info'
}

const paints: Record<Level, (text: string) => string> = {
  trace: colour.dim,
  debug: colour.dim,
  info: colour.green,
  warn: colour.yellow,
  error: colour.red,
  fatal: colour.red,
}

/** A line for a person: when, how grave, what, and the rest of it; the stack of an error below. */
export function formatLine({ text, fields }: Line): string {
  if (!fields) return text
  const { time, level, msg, err, method, route, path, status, ms, requestId, ...others } = fields
  const name = levelOf(level)
  const isRequest = method !== undefined && status !== undefined
  const what = isRequest
    ? [method, route ?? path, status, ms === undefined ? '' : `${String(ms)}ms`, msg === 'request' ? '' : msg]
    : [msg, ...pairs({ method, route, path, status, ms })]
  const parts = [
    colour.dim(when(time)),
    paints[name](name.toUpperCase().padEnd(5)),
    ...what.filter((part) => part !== undefined && part !== '').map(String),
    ...pairs({ ...others, requestId }).map(colour.dim),
  ]
  return [parts.filter(Boolean).join(' '), ...stackOf(err)].join('\n')
}

const pairs = (fields: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    return value === undefined ? [] : [`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`]
  })

/** In the time of whoever reads: `2026-11-29 12:30:05.250`. */
function when(time: unknown): string {
  const at = new Date(time as number)
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, -1).replace('T', ' ')
}

/** An error's stack or, without one, all that is known of it, each cause below. */
function stackOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return error === undefined ? [] : [`    ${String(error)}`]
  const { stack, message, cause } = error as { stack?: unknown; message?: unknown; cause?: unknown }
  const lines = String(stack ?? message ?? JSON.stringify(error)).split('\n')
  const causes = cause === undefined ? [] : stackOf(cause)
  return [
    ...lines.map((line) => `    ${line.trimEnd()}`),
    ...causes.map((line, at) => (at === 0 ? `    caused by: ${line.trim()}` : line)),
  ]
}
