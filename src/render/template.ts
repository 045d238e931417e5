import { Eta } from 'eta'
import { UsageError } from '../errors.ts'
import { suggestion } from '../suggest.ts'

/** The fragments for each slot: a line of a template that holds nothing but `<%~ slot('name') %>`. */
export type Slots = Readonly<Record<string, readonly string[]>>

/** What the expressions of a template may name. */
export type View = Readonly<Record<string, unknown>>

// Eta's defaults are made for HTML: escaping prints &quot; into code, and trimming eats the newline after a tag.
const eta = new Eta({
  autoEscape: false,
  autoTrim: false,
  useWith: true,
  autoFilter: true,
  filterFunction(value) {
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw new TypeError(`a template printed ${typeof value}: ${String(value)}`)
  },
})

const slotLine = /^([ \t]*)<%~ slot\('([\w.]+)'(?:, '([^']*)')?\) %>\n/gm

/** Lines that stand where no extension has others for them. */
const slotBlock = /^([ \t]*)<%~ slot\('([\w.]+)'\) or %>\n([^]*?)^[ \t]*<%~ end %>\n/gm

/** The names of a template's slots. */
export const slotsIn = (template: string): string[] =>
  [slotLine, slotBlock].flatMap((slot) => [...template.matchAll(slot)].map(([, , name]) => name!))

/**
 * Fills in one template. A slot takes the lines of its fragments, indented as it is, or vanishes with its line when it has
 * none; one with a heading, `slot('ci.env', 'env:')`, takes them under it. What stands between `slot('…') or` and `end` stays
 * where the slot has none.
 * @throws Error for a name that the view does not have, and for anything printed that is no text or number
 */
export function renderTemplate(template: string, view: View, slots: Slots = {}): string {
  const slot = (name: string, indent: string, heading: string) => slotText(slots[name], indent, heading)
  const chosen = template.replace(slotBlock, (_, indent: string, name: string, lines: string) =>
    slots[name] ? `${indent}<%~ slot('${name}') %>\n` : lines,
  )
  return eta.renderString(chosen.replace(slotLine, "<%~ slot('$2', '$1', '$3') %>"), { ...view, slot })
}

/** A template, and what it is called. */
export interface Source {
  readonly file: string
  readonly text: string
}

const tag = /^([ \t]*)<%~ *slot\('([\w.]+)'\) *%>(?:\n|$)|<%= *(\w+) *%>|<%/gm

/**
 * Fills in a template that has nothing but names and slots: none of it is run, so that it may be anybody's.
 * @param knownSlots those that it may have
 * @throws UsageError that names the line of anything else
 */
export function fillTemplate(
  { file, text }: Source,
  view: View,
  slots: Slots = {},
  knownSlots?: ReadonlySet<string>,
): string {
  return text.replace(tag, (_, indent: string, slot?: string, name?: string, at = 0) => {
    const invalid = (message: string, hint = onlyThese) =>
      new UsageError('TEMPLATE_INVALID', `${file}:${text.slice(0, at).split('\n').length}: ${message}`, hint)
    if (slot !== undefined) {
      if (knownSlots?.has(slot) ?? true) return slotText(slots[slot], indent, '')
      throw invalid(`there is no slot \`${slot}\`.`, nearest(slot, knownSlots!))
    }
    if (name === undefined) throw invalid('this is neither a name nor a slot on a line of its own.')
    const value = Object.hasOwn(view, name) ? view[name] : undefined
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw invalid(`there is no name \`${name}\`.`, nearest(name, Object.keys(view)))
  })
}

const onlyThese = "Write <%= name %>, or <%~ slot('name') %>."
const nearest = (wrong: string, known: Iterable<string>): string =>
  suggestion(wrong, [...known], (name) => `Did you mean \`${name}\`?`) ?? `There are: ${[...known].join(', ')}.`

/** The names and the slots of a template that `fillTemplate` fills in, each as often as it is there. */
export const tagsIn = (text: string): string[] =>
  [...text.matchAll(tag)].flatMap(([, , slot, name]) => slot ?? name ?? [])

/** Fills in the slots of a text, and nothing else. Lines between `slot('…') or` and `end` are left out where the slot has its own. */
export const fillSlots = (text: string, slots: Slots): string =>
  text
    .replace(slotBlock, (_, indent: string, name: string, lines: string) =>
      slots[name] ? slotText(slots[name].filter(Boolean), indent, '') : lines,
    )
    .replace(slotLine, (_, indent: string, name: string, heading = '') => slotText(slots[name], indent, heading))

function slotText(fragments: readonly string[] = [], indent: string, heading: string): string {
  if (fragments.length === 0) return ''
  const inner = heading === '' ? indent : `${indent}  `
  const lines = fragments.flatMap((fragment) => fragment.split('\n')).map((line) => line && `${inner}${line}`)
  return [...(heading === '' ? [] : [indent + heading]), ...lines].map((line) => `${line}\n`).join('')
}

/** Several sources of fragments, in this order. */
export function joinSlots(...sources: readonly Slots[]): Slots {
  const joined: Record<string, readonly string[]> = {}
  for (const source of sources) {
    for (const [name, fragments] of Object.entries(source)) joined[name] = [...(joined[name] ?? []), ...fragments]
  }
  return joined
}

/** Where a template's file goes: `_gitignore` → `.gitignore`, as npm does not pack some dotfiles. */
export const destination = (templatePath: string): string => templatePath.replace(/(^|\/)_/g, '$1.')
