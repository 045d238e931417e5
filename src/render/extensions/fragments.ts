import { UsageError } from '../../errors.ts'
import { suggestion } from '../../suggest.ts'
import { type Slots, slotsIn, type View } from '../template.ts'
import { renderPlain } from './plain.ts'

/** A template of an extension. */
export interface Source {
  /** As an error names it. */
  readonly where: string
  readonly text: string
}

/** Lines for a slot. */
export interface Fragment extends Source {
  readonly slot: string
}

/** @throws UsageError for a slot that no template has */
export function checkSlots(fragments: readonly Fragment[], known: ReadonlySet<string>): void {
  const strange = fragments.find(({ slot }) => !known.has(slot))
  if (!strange) return
  throw invalid(
    `${strange.where} has lines for the slot \`${strange.slot}\`, and no template has that`,
    suggestion(strange.slot, [...known], (nearest) => `Did you mean \`${nearest}\`?`) ??
      `There are: ${[...known].toSorted().join(', ')}.`,
  )
}

/** All slots, with what extensions put into them: a fragment may have slots itself, for others to fill. */
export function fillFragments(fragments: readonly Fragment[], view: View, base: Slots): Slots {
  const filled: Record<string, readonly string[]> = { ...base }
  const done = new Set<string>()
  const visit = (slot: string, path: readonly string[]) => {
    if (path.includes(slot)) throw invalid(`the slot \`${slot}\` is part of itself`, 'Give its lines to another slot.')
    if (done.has(slot)) return
    const own = fragments.filter((fragment) => fragment.slot === slot)
    for (const inner of own.flatMap(({ text }) => slotsIn(`${text}\n`))) visit(inner, [...path, slot])
    const lines = own.flatMap(({ where, text }) => {
      const rendered = renderPlain(where, `${text}\n`, view, filled).replace(/\n$/, '')
      // Of slots alone that are empty, nothing is left; an empty text takes the place of what would stand there.
      return rendered === '' && text !== '' ? [] : [rendered]
    })
    if (lines.length > 0) filled[slot] = [...(base[slot] ?? []), ...lines]
    done.add(slot)
  }
  for (const { slot } of fragments) visit(slot, [])
  return filled
}

const invalid = (reason: string, hint: string) => new UsageError('EXTENSION_INVALID', `${reason}.`, hint)
