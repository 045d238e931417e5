import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
<%~ slot('html.imports') %>
import { styleUrl } from './style.ts'

// Whatever stands in `${…}` of `html` is escaped, unless it is `html` itself: in an attribute, too, and so that has quotes.

export type Link = { href: string; text: string; current?: boolean }
export type Page = { title: string; content: unknown; home?: Link; links?: readonly Link[]; aside?: unknown }

<%~ slot('html.policy') or %>
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
<%~ end %>

/** Answers with a page: one of no script, which no other site can frame. */
export function showPage(c: Context, page: Page, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  c.header('Content-Security-Policy', policy)
  // With `no-referrer`, browsers would say `Origin: null` of its forms.
  c.header('Referrer-Policy', 'same-origin')
  const usual: Partial<Page> = {
    <%~ slot('page.usual') %>
  }
  return c.html(layout({ ...usual, ...page }, messages.get(c.req.query('done') ?? '')), status)
}

const messages = new Map([
  ['created', 'It was created.'],
  ['changed', 'Your changes were saved.'],
  ['deleted', 'It was deleted.'],
  ['done', 'It is done.'],
])

/** Leads on from a form that did its work. The address says by a word what the next page says: nobody else's words come there. */
export function redirectDone(c: Context, path: string, done: string): Response {
  return c.redirect(`${path}?done=${done}`, 303)
}

const home = { href: '/', text: '<%= name %>' }

const layout = ({ title, content, home: { href, text } = home, links = [], aside }: Page, message?: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${text}</title>
        <link rel="stylesheet" href="${styleUrl}" />
        <%~ slot('html.head') %>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header>
          <a class="brand" href="${href}">${text}</a>
          <nav aria-label="Main">${links.map(linkTo)}</nav>
          ${aside}
        </header>
        <main id="main">${message && html`<p class="message" role="status">${message}</p>`} ${content}</main>
      </body>
    </html>`

const linkTo = ({ href, text, current }: Link) =>
  html`<a href="${href}" ${current ? html`aria-current="page"` : ''}>${text}</a>`
