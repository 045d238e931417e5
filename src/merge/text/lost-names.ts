import { boundNames } from './bindings.ts'
import { compareLines } from './compare.ts'
import type { Hunk } from './hunks.ts'
import { hasName, namesIn } from './identifiers.ts'
import { bare, splitLines } from './lines.ts'
import { withoutLiterals } from './literals.ts'

/** Names that are missing in the user's text, and the places in it where lines would come that use one. */
export interface Lost {
  readonly names: readonly string[]
  readonly hunks: readonly Hunk[]
}

/**
 * What a merge brings that uses a name of the base which the user's text has no more: such code does not compile, though
 * nobody changed a line that the other did.
 */
export function lostNames(base: string, ours: string, result: string): Lost {
  const [before, after] = [ours, result].map((text) => splitLines(text).lines.map(bare)) as [string[], string[]]
  const code = withoutLiterals(after.join('\n')).split('\n')
  const edits = compareLines(before, after).map((edit) => {
    const end = edit.from + edit.added
    return { ...edit, lines: after.slice(edit.from, end), code: code.slice(edit.from, end).join('\n') }
  })
  const incoming = edits.map((edit) => edit.code).join('\n')
  const names = missingNames(incoming, base, before.join('\n'))
  const hunks = edits.flatMap(({ at, removed, lines, code: text }): Hunk[] => {
    if (!names.some((name) => hasName(text, name))) return []
    return [{ line: at + 1, base: [], ours: before.slice(at, at + removed), theirs: lines }]
  })
  return { names, hunks }
}

function missingNames(incoming: string, base: string, ours: string): string[] {
  const [brought, present] = [boundNames(incoming), withoutLiterals(ours)]
  const missing = [...namesIn(incoming)].filter((name) => !brought.has(name) && !hasName(present, name))
  if (missing.length === 0) return []
  const bound = boundNames(withoutLiterals(base))
  return missing.filter((name) => bound.has(name))
}
