/** A text taken apart, so that only what its author wrote is compared. */
export interface Lines {
  /** The byte order mark, or nothing. */
  readonly bom: string
  /** What ends its lines; where they end in both ways, the lines keep their carriage returns. */
  readonly eol: '\n' | '\r\n'
  /** Whether most lines end in CRLF though not all do. */
  readonly mixed: boolean
  /** Whether the last line ends too; so does a text without lines. */
  readonly final: boolean
  readonly lines: readonly string[]
}

const mark = '\uFEFF'

/** Takes a text apart; `joinLines` puts it together again. */
export function splitLines(text: string): Lines {
  const bom = text.startsWith(mark) ? mark : ''
  const body = text.slice(bom.length)
  if (body === '') return { bom, eol: '\n', mixed: false, final: true, lines: [] }
  const ends = body.split('\n').length - 1
  const returns = body.split('\r\n').length - 1
  const eol = ends > 0 && returns === ends ? '\r\n' : '\n'
  const lines = body.split(eol)
  const final = lines.at(-1) === ''
  if (final) lines.pop()
  return { bom, eol, mixed: eol === '\n' && returns * 2 > ends, final, lines }
}

export function joinLines({ bom, eol, mixed, final, lines }: Lines): string {
  if (lines.length === 0) return bom
  const last = lines.at(-1)!
  // A line that came in last into a text of mixed line ends brought a carriage return, but ends nowhere.
  return bom + [...lines.slice(0, -1), mixed && !final ? bare(last) : last].join(eol) + (final ? eol : '')
}

/** A line without the carriage return that it may end in. */
export const bare = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
