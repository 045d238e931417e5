import { html } from 'hono/html'
import type { Issue } from '#core/errors.ts'
import { titleOf, type Values } from '#core/html/fields.ts'
import { type Choices, showForm } from '#core/html/form.ts'
import { showValue } from './list.ts'
import { base, pathOf, type Resource } from './resource.ts'
import { choicesFor, type Desk, labelOf, labelsFor } from './rows.ts'

type Edited = {
  values: Values
  issues?: readonly Issue[]
  /** What else than usual a reference offers. */
  choices?: Readonly<Record<string, Choices>>
}

/** The form for a new row. */
export async function showCreator(desk: Desk, { values, issues = [], choices }: Edited) {
  const { resource } = desk
  const fields = resource.fields.create
  const offered = { ...(await choicesFor(desk, fields)), ...choices }
  return html`<h1>New in ${resource.title.toLowerCase()}</h1>
    ${showForm({ action: pathOf(resource, 'new'), fields, values, issues, choices: offered, submit: 'Create' })}`
}

/** A row: what can be changed as a form, and the rest of it. */
export async function showEditor(desk: Desk, row: Values, { values, issues = [], choices }: Edited) {
  const { resource, admin } = desk
  const fields = resource.fields.update
  const offered = { ...(await choicesFor(desk, fields)), ...choices }
  const labels = await labelsFor(desk, [row])
  const rest = resource.shown.filter((name) => !fields.some((field) => field.name === name))
  const actions = [...resource.actions(admin).keys()].map((action) => showAction(resource, action, row))
  const beside = html`${actions} ${fields.length + actions.length > 0 && showHistory(resource, row)}`
  return html`<h1>${labelOf(resource, row)}</h1>
    ${
      fields.length > 0
        ? showForm({ action: pathOf(resource, row['id']), fields, values, issues, choices: offered, submit: 'Save', beside })
        : html`<p class="actions">${beside}</p>`
    }
    <dl>
      ${rest.map((name) => html`<dt>${titleOf(name)}</dt><dd>${showWhole(row[name]) ?? showValue(row[name], labels[name])}</dd>`)}
    </dl>`
}

const showAction = (resource: Resource, action: string, row: Values) =>
  html`<a class="danger" href="${pathOf(resource)}/do/${action}?id=${row['id']}">${titleOf(action)} …</a>`

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
