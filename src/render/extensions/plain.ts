import { UsageError } from '../../errors.ts'
import { fillSlots, type Slots, type View } from '../template.ts'

const tag = /<%=\s*(?:(\w+)|versions\['([^']+)'\])\s*%>/g

/**
 * Fills in a template of an extension. It may print names and have slots, and nothing else: what a stranger wrote is
 * text to paxx, and never code.
 * @param where the template, for the error
 * @throws UsageError for any other tag, and for a name that there is none of
 */
export function renderPlain(where: string, template: string, view: View, slots: Slots): string {
  const text = template.replaceAll(tag, (_, name?: string, dependency?: string) => {
    const value = name === undefined ? (view['versions'] as View)[dependency!] : view[name]
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw invalid(`${where} prints \`${name ?? dependency}\`, which there is none of`)
  })
  const filled = fillSlots(text, slots)
  const left = /<%.*?(?:%>|$)/m.exec(filled)
  if (left) throw invalid(`${where} has the tag \`${left[0]}\``)
  return filled
}

const invalid = (reason: string) =>
  new UsageError(
    'EXTENSION_INVALID',
    `${reason}.`,
    "A template of an extension may print names, as `<%= name %>`, and have slots, as `<%~ slot('name') %>` on a line of its own.",
  )
