import { html } from 'hono/html'
import type { Page } from '#core/database/pagination.ts'
import { type Field, titleOf, type Values } from '#core/html/fields.ts'
import { type Choices, showOptions, wordFor } from '#core/html/form.ts'
import { short, showValue } from '#core/html/values.ts'
import { filtersOf } from './links.ts'
import { pathOf, type Resource } from './resource.ts'
import { choicesFor, type Desk, labelOf, type Labels, labelsFor } from './rows.ts'
import type { Query } from './search.ts'

const withQuery = (path: string, query: Query) =>
  Object.keys(query).length > 0 ? `${path}?${new URLSearchParams(query)}` : path

/** A page of a list: what it can be narrowed to and sorted by, its rows, and what can be done to those that are chosen. */
export async function showList(desk: Desk, { items, nextCursor }: Page<Values>, query: Query) {
  const { resource } = desk
  const path = pathOf(resource)
  const labels = await labelsFor(desk, items)
  const filters = filtersOf(desk)
  const actions = [...resource.actions(desk.admin).keys()]
  const { cursor: _, ...unpaged } = query
  return html`<div class="bar">
      <h1>${resource.title}</h1>
      <a href="${withQuery(`${path}/csv`, unpaged)}">Export CSV</a>
      ${resource.create && html`<a class="button primary" href="${path}/new">New</a>`}
    </div>
    ${showTabs(resource, query)} ${showFilters(resource, filters, query, await choicesFor(desk, filters))}
    <form>
      <div class="scroll" tabindex="0" role="region" aria-label="${resource.title}">
        <table>
          <thead>
            <tr>${actions.length > 0 && html`<td></td>`} ${resource.columns.map((name) => showHeading(resource, name, unpaged))}</tr>
          </thead>
          <tbody>${items.map((row) => showRow(resource, row, labels, actions.length > 0))}</tbody>
        </table>
      </div>
      <div class="actions">
        ${items.length === 0 && html`<p>Nothing is there.</p>`}
        ${items.length > 0 && actions.map((action) => html`<button formaction="${path}/do/${action}">${titleOf(action)} selected …</button>`)}
        ${nextCursor !== null && html`<a class="button" href="${withQuery(path, { ...query, cursor: nextCursor })}">Next page</a>`}
      </div>
    </form>`
}

function showTabs(resource: Resource, { tab }: Query) {
  const link = (text: string, name?: string) => {
    const href = withQuery(pathOf(resource), name === undefined ? {} : { tab: name })
    return html`<a href="${href}" ${name === tab && html`aria-current="page"`}>${text}</a>`
  }
  if (resource.tabs.size === 0) return ''
  return html`<nav aria-label="Parts">${link('All')} ${[...resource.tabs.keys()].map((name) => link(titleOf(name), name))}</nav>`
}

function showFilters(resource: Resource, filters: readonly Field[], query: Query, choices: Readonly<Record<string, Choices>>) {
  const kept = ['sort', 'tab'].filter((name) => query[name] !== undefined)
  return html`<form class="filters" role="search">
    ${kept.map((name) => html`<input type="hidden" name="${name}" value="${query[name]}" />`)}
    ${resource.texts.length > 0 && html`<label>Search <input type="search" name="q" value="${query['q']}" /></label>`}
    ${filters.map((field) => html`<label>${field.title} ${showFilter(field, query[field.name] ?? '', choices[field.name])}</label>`)}
    <button>Filter</button> <a href="${pathOf(resource)}">Clear</a>
  </form>`
}

function showFilter({ name, options }: Field, value: string, choices?: Choices) {
  const all = choices ?? options.map((option) => [option, wordFor(option)] as const)
  if (all.length === 0) return html`<input name="${name}" value="${value}" size="8" />`
  return html`<select name="${name}">${showOptions(all, value, 'all')}</select>`
}

/** The heading of a column: where lists can be sorted by it, a link that does so, or turns it round. */
function showHeading(resource: Resource, name: string, query: Query) {
  if (!resource.sorts.includes(name)) return html`<th scope="col">${titleOf(name)}</th>`
  const sort = query['sort'] ?? resource.sort
  const href = withQuery(pathOf(resource), { ...query, sort: sort === name ? `-${name}` : name })
  const link = html`<a href="${href}">${titleOf(name)}</a>`
  if (sort === name) return html`<th scope="col" aria-sort="ascending">${link} ↑</th>`
  if (sort === `-${name}`) return html`<th scope="col" aria-sort="descending">${link} ↓</th>`
  return html`<th scope="col">${link}</th>`
}

function showRow(resource: Resource, row: Values, labels: Labels, canChoose: boolean) {
  const label = short(labelOf(resource, row))
  return html`<tr>
    ${canChoose && html`<td><input type="checkbox" name="id" value="${row['id']}" aria-label="Select ${label}" /></td>`}
    ${resource.columns.map((name) =>
      name === resource.label
        ? html`<th scope="row"><a href="${pathOf(resource, row['id'])}">${label}</a></th>`
        : html`<td class="${typeof row[name] === 'number' && !labels[name] && 'number'}">${showValue(labels[name]?.get(row[name]) ?? row[name])}</td>`,
    )}
  </tr>`
}
