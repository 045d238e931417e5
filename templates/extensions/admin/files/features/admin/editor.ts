import { html } from 'hono/html'
import type { Issue } from '#core/errors.ts'
import { titleOf, type Values } from '#core/html/fields.ts'
import { type Choices, showForm } from '#core/html/form.ts'
import { showValue } from '#core/html/values.ts'
import { type Side, sidesOf } from './links.ts'
import { type Linked, showLinks } from './links-form.ts'
import { base, pathOf, type Resource } from './resource.ts'
import { choicesFor, type Desk, labelOf, labelsFor } from './rows.ts'
import { showVersion } from './versions.ts'

export type Edited = {
  values: Values
  issues?: readonly Issue[]
  /** What else than usual a reference offers. */
  choices?: Readonly<Record<string, Choices>>
  linked?: Linked
}

/** The form for a new row. */
export async function showCreator(desk: Desk, { values, issues = [], choices }: Partial<Edited>) {
  const { resource } = desk
  const fields = resource.fields.create
  const offered = { ...(await choicesFor(desk, fields)), ...choices }
  return html`<h1>New in ${resource.title.toLowerCase()}</h1>
    ${showForm({ action: pathOf(resource, 'new'), fields, values, issues, choices: offered, submit: 'Create' })}`
}

/** A row: what can be changed as a form, and the rest of it. */
export async function showEditor(desk: Desk, row: Values, { values, issues = [], choices, linked }: Edited) {
  const { resource, admin } = desk
  const fields = resource.fields.update
  const action = pathOf(resource, row['id'])
  const offered = { ...(await choicesFor(desk, fields)), ...choices }
  const labels = await labelsFor(desk, [row])
  const rest = resource.shown.filter((name) => !fields.some((field) => field.name === name))
  const actions = [...resource.actions(admin).keys()].map((name) => showAction(resource, name, row))
  const related = sidesOf(desk).filter(({ isSetHere }) => !isSetHere)
  const beside = html`${actions} ${related.map((side) => showRelated(side, row))} ${showVersion(desk, row)} ${fields.length + actions.length > 0 && showHistory(resource, row)}`
  return html`<h1>${labelOf(resource, row)}</h1>
    ${
      fields.length > 0
        ? showForm({ action, fields, values, issues, choices: offered, submit: 'Save', beside })
        : html`<p class="actions">${beside}</p>`
    }
    ${await showLinks(desk, row, linked)}
    <dl>
      ${rest.map((name) => html`<dt>${titleOf(name)}</dt><dd>${showWhole(row[name]) ?? showValue(labels[name]?.get(row[name]) ?? row[name])}</dd>`)}
    </dl>`
}

const showAction = (resource: Resource, action: string, row: Values) =>
  html`<a class="danger" href="${pathOf(resource)}/do/${action}?id=${row['id']}">${titleOf(action)} …</a>`

/** A link to the list of what is linked with a row. */
const showRelated = ({ other: { resource }, own }: Side, { id }: Values) =>
  html`<a href="${pathOf(resource)}?${own}=${id}">${resource.title}</a>`

const showHistory = ({ table }: Resource, { id }: Values) =>
  html`<a href="${base}/admin-changes?${new URLSearchParams({ resource: table, rowId: String(id) })}">History</a>`

const showWhole = (value: unknown) =>
  typeof value === 'object' && value !== null ? html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>` : undefined

/** Asks before something is done to rows. */
export function showQuestion({ resource }: Desk, action: string, rows: readonly Values[], problem?: string) {
  const what = rows.length === 1 ? labelOf(resource, rows[0]!) : `${rows.length} of ${resource.title.toLowerCase()}`
  return html`<h1>${titleOf(action)} ${what}?</h1>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    <form method="post" action="${pathOf(resource)}/do/${action}" class="card">
      <ul>
        ${rows.map((row) => html`<li>${labelOf(resource, row)} <input type="hidden" name="id" value="${row['id']}" /></li>`)}
      </ul>
      <div class="actions"><button class="danger">${titleOf(action)}</button> <a href="${pathOf(resource)}">Cancel</a></div>
    </form>`
}
