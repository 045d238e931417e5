import { html } from 'hono/html'
import type { Issue } from '#core/errors.ts'
import { editorOf, formOf } from '#core/html/fields.ts'
import { type Form, showForm } from '#core/html/form.ts'
<%~ slot('views.imports') %>
import { <%= Singular %>Create, <%= Singular %>Read, <%= Singular %>Update } from './schemas.ts'

type Shown = <%= shownType %>
type Edited = Partial<Pick<Form, 'choices' | 'issues' | 'values'>>

/** What forms ask for. */
export const fields = { create: formOf(<%= Singular %>Create, <%= Singular %>Read), update: editorOf(<%= Singular %>Update, <%= Singular %>Read) }

/** What people know <%= aTitle %> by. */
export const nameOf = (<%= row %>: <%= Singular %>Read): string => <%= nameOfRow %>

export const showList = (rows: readonly Shown[], rest: unknown) =>
  html`<div class="bar">
      <h1><%= Titles %></h1>
      <a class="button primary" href="/<%= kebab %>/new">New <%= title %></a>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label="<%= Titles %>">
      <table>
        <thead>
          <tr>
            <%~ slot('views.headings') %>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (<%= row %>) => html`<tr>
              <th scope="row"><a href="/<%= kebab %>/${<%= row %>.id}">${short(nameOf(<%= row %>))}</a></th>
              <%~ slot('views.cells') %>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${rest}`

export const showOne = (<%= row %>: Shown) =>
  html`<h1>${nameOf(<%= row %>)}</h1>
    ${showDetails(<%= row %>)}
    <p class="actions">
      <a class="button" href="/<%= kebab %>/${<%= row %>.id}/edit">Edit</a>
      <a class="danger" href="/<%= kebab %>/${<%= row %>.id}/delete">Delete …</a>
    </p>`

const showDetails = (<%= row %>: Shown) =>
  html`<dl>
    <%~ slot('views.details') %>
  </dl>`

export const showCreator = (edited: Edited = {}) =>
  html`<h1>New <%= title %></h1>
    ${showForm({ action: '/<%= kebab %>/new', fields: fields.create, submit: 'Create', ...edited })}`

export const showEditor = (<%= row %>: <%= Singular %>Read, edited: Edited = {}) =>
  html`<h1>Edit ${nameOf(<%= row %>)}</h1>
    ${showForm({ action: `/<%= kebab %>/${<%= row %>.id}/edit`, fields: fields.update, values: <%= row %>, submit: 'Save',
      <%~ slot('views.beside') %>
      ...edited })}<%= now %>`

/** Asks before one goes. */
export const showQuestion = (<%= row %>: <%= Singular %>Read, [problem]: readonly Issue[] = []) =>
  html`<h1>Delete ${nameOf(<%= row %>)}?</h1>
    ${problem && html`<p class="problem" role="alert">${problem.message}</p>`}
    <form method="post" action="/<%= kebab %>/${<%= row %>.id}/delete" class="card">
      <%~ slot('views.seen') %>
      <div class="actions"><button class="danger">Delete</button> <a href="/<%= kebab %>/${<%= row %>.id}">Cancel</a></div>
    </form>`
