const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<!:)\/\/.*/g
const openers = /\/\*|[([{]/g
const closers = /\*\/|[)\]}]/g

/** How deep lines go into brackets and block comments, by counting: `end` after the last, `lowest` anywhere between. */
export interface Depth {
  readonly end: number
  readonly lowest: number
}

export function depthOf(lines: readonly string[]): Depth {
  let end = 0
  let lowest = 0
  for (const line of lines) {
    const code = line.replace(quoted, '')
    const closed = count(code, closers)
    const opened = count(code, openers)
    // `} else {` dips; `(a)` does not.
    if (/^\s*[)\]}]/.test(code)) lowest = Math.min(lowest, end - 1)
    end += opened - closed
    lowest = Math.min(lowest, end)
  }
  return { end, lowest }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Whether lines close every bracket that they open, and no other: statements that can stand anywhere. */
export function isBalanced(lines: readonly string[]): boolean {
  const { end, lowest } = depthOf(lines)
  return end === 0 && lowest === 0
}

/** Whether a line says something: neither blank nor brackets and punctuation alone. */
export const isTelling = (line: string): boolean => /[\p{L}\p{N}]/u.test(line)
