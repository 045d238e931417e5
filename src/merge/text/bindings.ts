import { context, identifier, identifiersIn, isProperty } from './identifiers.ts'

const declaration = /(?<![\w$.])(?:const|let|var|function\s*\*?|class|enum|interface|type|namespace)\s+$/
const clause = /(?<![\w$.])import\s([^'"();]*?)\sfrom\b/g

/** The names that code declares, imports or takes as parameters: by its form alone, in whatever scope. */
export function boundNames(code: string): Set<string> {
  const words = identifiersIn(code).filter(
    ({ before, after }) => declaration.test(before) || (/^\s*=>/.test(after) && !isProperty(before, '')),
  )
  const imports = [...code.matchAll(clause)].flatMap(([, names]) => imported(names!))
  const patterns = [...code.matchAll(/[([{]/g)].filter(({ index }) => binds(code, index))
  return new Set([
    ...words.map(({ name }) => name),
    ...imports,
    ...patterns.flatMap(({ index }) => boundIn(code.slice(index + 1, endOf(code, index)), code[index] === '{')),
  ])
}

const imported = (names: string): string[] => {
  const own = names.replace(/(?:[\w$]+|\*)\s+as\s+/g, '').replace(/\btype\s+(?=[\w${*])/g, '')
  return own.match(identifier) ?? []
}

/** Whether the bracket at a place opens what is destructured or a list of parameters. */
function binds(code: string, at: number): boolean {
  const before = code.slice(Math.max(0, at - context), at)
  if (code[at] !== '(') return /(?<![\w$.])(?:const|let|var)\s+$/.test(before)
  const after = code.slice(endOf(code, at) + 1).slice(0, context)
  if (/^\s*(?::[^=;{}]*)?=>/.test(after)) return true
  return (
    /^\s*(?::[^=;]*?)?\{/.test(after) && /[\w$>]\s*$/.test(before) && !/\b(?:if|for|while|switch|with)\s*$/.test(before)
  )
}

/** The names that the inside of a pattern binds; of an object's, the key before a colon is none, of others its type. */
function boundIn(inside: string, isObject: boolean): string[] {
  return itemsOf(inside).flatMap((item) => {
    const target = item.trim().replace(isObject ? /^(?:[\w$]+\s*:|\.\.\.)\s*/ : /^\.\.\./, '')
    if (/^[{[]/.test(target)) return boundIn(target.slice(1, endOf(target, 0)), target.startsWith('{'))
    return target.match(identifier)?.slice(0, 1) ?? []
  })
}

function itemsOf(inside: string): string[] {
  const items: string[] = []
  let start = 0
  for (let i = 0; i < inside.length; i++) {
    if (/[([{]/.test(inside[i]!)) i = endOf(inside, i)
    else if (inside[i] === ',') {
      items.push(inside.slice(start, i))
      start = i + 1
    }
  }
  return [...items, inside.slice(start)]
}

/** Where the bracket that opens at a place is closed; the end of a code that does not close it. */
function endOf(code: string, at: number): number {
  let depth = 0
  for (let i = at; i < code.length; i++) {
    if ('([{'.includes(code[i]!)) depth++
    else if (')]}'.includes(code[i]!) && --depth === 0) return i
  }
  return code.length
}
