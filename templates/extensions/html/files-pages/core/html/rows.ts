import type { Context } from 'hono'
import { html } from 'hono/html'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Id } from '../database/id.ts'
import type { Page } from '../database/pagination.ts'
import { createRouter } from '../http/router.ts'
import type { Choices } from './form.ts'
import { sameOrigin } from './same-origin.ts'
import { short, showValue } from './values.ts'

// What pages are made of that show rows, and change them.

/** A router of pages: of the API, which a document describes, they are no part. */
export const createPages = () => createRouter().use(sameOrigin, describeRoute({ hide: true }))

/** What a list is asked for as in the API, and by what came before: `redirectDone` leads to lists, too. */
export const listQuery = <Shape extends z.ZodRawShape>(query: z.ZodObject<Shape, z.core.$strict>) =>
  query.extend({ done: z.string().max(20).optional() })

/** What stands under a list: the way to the rest of it, or that nothing is there. */
export function showRest({ req }: Context, { items, nextCursor }: Page<unknown>) {
  if (items.length === 0) return html`<p>Nothing is there.</p>`
  if (nextCursor === null) return ''
  const { done: _, ...query } = req.query()
  return html`<a class="button" href="?${new URLSearchParams({ ...query, cursor: nextCursor })}">Next page</a>`
}

/** All of a value. */
export function showWhole(value: unknown) {
  if (typeof value === 'object' && value !== null) return html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`
  const isLong = typeof value === 'string' && (value.length > 60 || value.includes('\n'))
  return isLong ? html`<div class="text">${value}</div>` : showValue(value)
}

/** What a row refers to: a link to its page. */
export const linkTo = (path: string, id: Id | null, name?: string | null) =>
  id === null ? showValue(id) : html`<a href="${path}/${id}">${short(String(name || id))}</a>`

/** What a form offers for a reference. Of more than a list has on a page, nothing: then its id is asked for. */
export function choicesIn<Row extends { id: Id }>(
  { items, nextCursor }: Page<Row>,
  nameOf: (row: Row) => Id | string | null,
): Choices | undefined {
  if (nextCursor !== null) return undefined
  const choices = items.map((row) => [String(row.id), String(nameOf(row) || row.id)] as const)
  return choices.toSorted(([, a], [, b]) => a.localeCompare(b))
}
