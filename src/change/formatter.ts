import { isDeepStrictEqual } from 'node:util'
import type { Found, Sides } from '../merge/sides.ts'
import { type FormatOptions, format } from '../render/format.ts'
import { textOf, type Tree } from '../render/tree.ts'

const file = '.oxfmtrc.json'

/**
 * Formats as the user's project does, by the options that it came with where the user's cannot be read.
 * @param rendered trees of files: those that were rendered with the same options are formatted already
 */
export function formatterOf(ours: Found, rendered: readonly Tree[]): Sides['format'] {
  const own = rendered.map((tree) => JSON.parse(textOf(tree.get(file)!)) as FormatOptions)
  const options = optionsIn(ours) ?? own[0]!
  const formatted = rendered.filter((_, index) => isDeepStrictEqual(own[index], options))
  return async (path, text) =>
    formatted.some((tree) => tree.get(path)?.content === text) ? text : await format(path, text, options)
}

function optionsIn(ours: Found): FormatOptions | undefined {
  try {
    return JSON.parse(textOf(ours.get(file) as Parameters<typeof textOf>[0])) as FormatOptions
  } catch {
    return undefined
  }
}
