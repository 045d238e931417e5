import type { View } from '../template.ts'
import type { Part } from './extension.ts'
import type { Fragment, Source } from './fragments.ts'
import { renderPlain } from './plain.ts'
import type { Subject } from './subjects.ts'

/**
 * The lines that an extension has for each feature of a project whose rows have an id, and for each join, in the order in which those came.
 * @param parts of one extension
 * @param list gives those features and joins
 */
export function linesForEach(
  parts: readonly (Part & Source)[],
  list: () => readonly Subject[],
  view: View,
): Fragment[] {
  const own = parts.filter(({ kind }) => kind === 'each' || kind === 'each-join')
  return [...new Set(own.map(({ target }) => target))].flatMap((slot) => {
    const given = own.filter(({ target }) => target === slot)
    const lines = list().flatMap(({ kind, beside, view: subject }) => {
      const fitting = given.filter((part) => part.kind === kind)
      const part = fitting.find((one) => one.beside === beside) ?? fitting.find((one) => one.beside === undefined)
      return part ? renderPlain(part.where, part.text.replace(/\n$/, ''), { ...view, ...subject }, {}).split('\n') : []
    })
    return lines.length === 0 ? [] : { slot, where: given[0]!.where, text: joinImports(lines).join('\n') }
  })
}

/** One import for each module, where the first of them stood. */
function joinImports(lines: readonly string[]): string[] {
  const imported = /^import \{ (.*) \} from ('.*')$/
  const names = new Map<string, string[]>()
  for (const line of lines) {
    const [, list = '', module] = imported.exec(line) ?? []
    if (module !== undefined) names.set(module, [...(names.get(module) ?? []), ...list.split(', ')])
  }
  return lines.flatMap((line) => {
    const [, , module] = imported.exec(line) ?? []
    if (module === undefined) return [line]
    const all = [...new Set(names.get(module))].toSorted()
    return names.delete(module) ? [`import { ${all.join(', ')} } from ${module}`] : []
  })
}
