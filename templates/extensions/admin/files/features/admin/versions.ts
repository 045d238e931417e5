import { html } from 'hono/html'
import type { Issue } from '#core/errors.ts'
import { textOf, type Values } from '#core/html/fields.ts'
import { wordFor } from '#core/html/form.ts'
import { type Desk, labelsFor } from './rows.ts'

/** Keeps in a form which version of a row it was made of. */
export const showVersion = ({ resource }: Desk, row: Values) =>
  resource.isVersioned && html`<input type="hidden" name="version" value="${row['version']}" />`

/** The version that a form was made of, as services ask for it: none of a row that says no version fits what has one. */
export const seenIn = ({ resource }: Desk, { version }: Values): number[] | undefined =>
  resource.isVersioned ? [Number(/^\d{1,9}$/.exec(String(version)) ?? 0)] : undefined

/** What somebody made of a row meanwhile: at each field where that is other than what was typed. */
export async function changesSince(desk: Desk, now: Values, values: Values): Promise<Issue[]> {
  const { fields, update } = desk.resource
  const { data: typed = values } = update!.safeParse(values)
  const labels = await labelsFor(desk, [now])
  const others = fields.update.filter((field) => !field.isSecret && textOf(field, typed[field.name]) !== textOf(field, now[field.name]))
  const all = { path: '', message: 'Somebody has changed this meanwhile: what you save now takes the place of that' }
  return [
    all,
    ...others.map((field) => {
      const text = labels[field.name]?.get(now[field.name]) ?? wordFor(textOf(field, now[field.name]))
      return { path: field.name, message: `Now there is: ${text || '–'}` }
    }),
  ]
}
