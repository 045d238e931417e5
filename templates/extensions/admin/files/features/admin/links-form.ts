import { html } from 'hono/html'
import { type Id, IdParam } from '#core/database/id.ts'
import { type Issue, NotFoundError, ValidationError } from '#core/errors.ts'
import { type Field, readForm, type Values } from '#core/html/fields.ts'
import { type Choices, showField } from '#core/html/form.ts'
import { issuesOf } from '#core/http/input.ts'
import { readLinked, type Side, sidesOf } from './links.ts'
import { pathOf } from './resource.ts'
import { choicesFor, choicesOf, type Desk, most, resolveWords } from './rows.ts'
import { showVersion } from './versions.ts'

/** What a form for links sent, and what is wrong with that. */
export type Linked = { side: Side; ids: readonly string[]; added: Values; issues: readonly Issue[]; choices: Record<string, Choices> }

/** What is asked for where there are more than boxes are read. */
const inputFor = ({ resource }: Desk): Field => ({
  name: 'add',
  title: `Add one of ${resource.title.toLowerCase()}`,
  widget: 'reference',
  required: false,
  default: null,
  options: [],
  target: resource.table,
})

/** The forms by which it is said what a row is linked with. */
export const showLinks = async (desk: Desk, row: Values, sent?: Linked) =>
  await Promise.all(sidesOf(desk).filter(({ isSetHere }) => isSetHere).map((side) =>
    showForm(desk, side, row, sent?.side.link === side.link ? sent : undefined)))

async function showForm(desk: Desk, side: Side, row: Values, sent?: Linked) {
  const { path, title } = side.other.resource
  const linked = await readLinked(desk, side, row['id'])
  const field = inputFor(side.other)
  const { add: all } = await choicesFor(desk, [field])
  if (linked.length > most) return html`<h2>${title}: more than ${most}</h2>`
  if (all?.length === 0) return html`<h2>${title}: none</h2>`

  const chosen = new Set(sent?.ids ?? linked.map(({ id }) => String(id)))
  const issue = sent?.issues.map(({ message }) => message).join('. ')
  return html`<h2 id="${path}">${title}</h2>
    <form method="post" action="${pathOf(desk.resource, row['id'])}/${path}" class="card">
      ${issue && html`<p class="problem" role="alert">${issue}</p>`}
      <div class="actions" role="group" aria-labelledby="${path}">
        ${(all ?? choicesOf(side.other, linked)).map(([id, text]) => html`<label>
          <input type="checkbox" name="id" value="${id}" ${chosen.has(id) && html`checked`} /> ${text}
        </label>`)}
      </div>
      ${!all && showField(field, sent?.added['add'], sent?.choices['add'])}
      <div class="actions"><button class="primary">Save ${title.toLowerCase()}</button> ${showVersion(desk, row)}</div>
    </form>`
}

/**
 * What a form for links sent.
 * @throws NotFoundError for links that are not set there
 */
export async function readLinks(desk: Desk, path: string, sent: Values): Promise<Linked> {
  const side = sidesOf(desk).find(({ isSetHere, other }) => isSetHere && other.resource.path === path)
  if (!side) throw new NotFoundError('Link', path)
  const fields = [inputFor(side.other)]
  const added = readForm(fields, sent)
  return { side, ids: [sent['id'] ?? []].flat().map(String), added, ...(await resolveWords(desk, fields, added)) }
}

/** @throws ValidationError for what is no id, or more of them than are shown */
export function idsIn({ ids, added: { add }, issues }: Linked): Id[] {
  if (issues.length > 0) throw new ValidationError([...issues])
  const all = [...ids, ...[add ?? []].flat().map(String)]
  const { data, error } = IdParam.array().max(most).safeParse(all)
  if (error) throw new ValidationError(issuesOf(error.issues))
  return data
}
