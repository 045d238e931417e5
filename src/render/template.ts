import { Eta } from 'eta'

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

/** Gives the text of a template that others take in. */
export type Part = (name: string) => string

const slotLine = /^([ \t]*)<%~ slot\('([\w.]+)'\) %>\n/gm

/**
 * Fills in one template. A slot takes the lines of its fragments, indented as it is, or vanishes with its line when it has none.
 * @throws Error for a name that the view does not have, and for anything printed that is no text or number
 */
export function renderTemplate(template: string, view: View, slots: Slots = {}): string {
  const slot = (name: string, indent: string) => {
    const lines = (slots[name] ?? []).flatMap((fragment) => fragment.split('\n'))
    return lines.map((line) => `${indent}${line}\n`).join('')
  }
  return eta.renderString(template.replace(slotLine, "<%~ slot('$2', '$1') %>"), { ...view, slot })
}

/** Where a template's file goes: `_gitignore` → `.gitignore`, as npm does not pack some dotfiles. */
export const destination = (templatePath: string): string => templatePath.replace(/(^|\/)_/g, '$1.')
