import { posix } from 'node:path'
import type { Moved } from './sides.ts'

/** The path in quotes, after what imports a module, declares its types or takes its place in a test. */
const imported = /(\b(?:from|import|module|mock|importActual)\b\s*\(?\s*)(['"])([#.][^'"\n]*)\2/g

/**
 * The text of a module in which what it imports is where it is after moves, and so is the module itself.
 * @param file its path before
 */
export function followMoves(file: string, text: string, moved: Moved): string {
  const place = moved.get(file) ?? file
  return text.replaceAll(imported, (whole, before: string, quote: string, name: string) => {
    const isAlias = name.startsWith('#')
    const target = isAlias ? name.slice(1) : posix.join(posix.dirname(file), name)
    const next = moved.get(target) ?? target
    if (next === target && (isAlias || place === file)) return whole
    const keepsAlias = isAlias && rootOf(next) === rootOf(target)
    return `${before}${quote}${keepsAlias ? `#${next}` : relative(place, next)}${quote}`
  })
}

const rootOf = (file: string): string => file.split('/', 1)[0]!

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}
