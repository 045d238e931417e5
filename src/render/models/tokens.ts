const patterns = {
  space: String.raw`\s+|\/\/.*|\/\*[^]*?\*\/`,
  text: String.raw`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"`,
  template: '`(?:[^`\\\\]|\\\\[^])*`',
  // After a value a slash divides; it starts a pattern after a sign.
  pattern: String.raw`(?<=[=(,:?&|!{;[]\s*)\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*`,
  number: String.raw`\d[\d_]*(?:\.\d[\d_]*)?n?`,
  name: String.raw`[\p{L}_$][\p{L}\p{N}_$]*`,
  sign: String.raw`=>|\.\.\.|[<>=!]=+|[^]`,
}
const token = new RegExp(
  Object.entries(patterns)
    .map(([kind, pattern]) => `(?<${kind}>${pattern})`)
    .join('|'),
  'gu',
)

/** Code in its smallest parts, one spelling for each, so that layout, quotes and comments make no difference. */
export function tokenize(code: string): string[] {
  const tokens: string[] = []
  for (const { 0: found, groups } of code.matchAll(token)) {
    if (groups!['space'] !== undefined) continue
    if (/^[)\]}]$/.test(found) && tokens.at(-1) === ',') tokens.pop()
    tokens.push(groups!['text'] ? unquote(found) : groups!['number'] ? found.replaceAll('_', '') : found)
  }
  return tokens.map((one, at) => (tokens[at + 1] === ':' && quotedName.test(one) ? one.slice(1, -1) : one))
}

/** A key that needs no quotes. */
const quotedName = /^"[\p{L}_$][\p{L}\p{N}_$]*"$/u

/** A text as JSON has it; as it stands where JSON knows none of its escapes. */
function unquote(text: string): string {
  const inner = text
    .slice(1, -1)
    .replaceAll(String.raw`\'`, "'")
    .replaceAll(/(?<!\\)"/g, String.raw`\"`)
  try {
    return JSON.stringify(JSON.parse(`"${inner}"`))
  } catch {
    return text
  }
}

/** What stands between the bracket at a place and the one that closes it; nothing where none does. */
export function inBrackets(tokens: readonly string[], open: number): string[] | undefined {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    if (/^[([{]$/.test(tokens[at]!)) depth++
    if (/^[)\]}]$/.test(tokens[at]!)) depth--
    if (depth === 0) return tokens.slice(open + 1, at)
  }
  return undefined
}

/** The parts of a list, which commas separate. */
export function splitList(tokens: readonly string[]): string[][] {
  const parts: string[][] = [[]]
  let depth = 0
  for (const one of tokens) {
    if (/^[([{]$/.test(one)) depth++
    if (/^[)\]}]$/.test(one)) depth--
    if (one === ',' && depth === 0) parts.push([])
    else parts.at(-1)!.push(one)
  }
  return parts.filter((part) => part.length > 0)
}

/** The value that code says, as far as JSON has it. */
export function valueOf(tokens: readonly string[]): unknown {
  const json = tokens.map((one, at) => (/^[\p{L}_$]/u.test(one) && tokens[at + 1] === ':' ? JSON.stringify(one) : one))
  try {
    return JSON.parse(json.join(''))
  } catch {
    return undefined
  }
}
