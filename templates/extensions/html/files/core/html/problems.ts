import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Issue } from '../errors.ts'
import { showPage } from './page.ts'

/** Whether whoever asks would rather have a page than JSON. */
export const prefersHtml = (c: Context): boolean =>
  accepts(c, { header: 'Accept', supports: ['application/json', 'text/html'], default: 'application/json' }) ===
  'text/html'

type Problem = { detail?: string | undefined; headers: Record<string, string>; issues: readonly Issue[] }

/** What went wrong, for a person. */
export function showProblem(c: Context, status: ContentfulStatusCode, { detail, headers, issues }: Problem) {
  <%~ slot('html.problems') %>
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  const title = STATUS_CODES[status]!
  const content = html` <h1>${title}</h1>
    ${detail && html`<p>${detail}</p>`}
    <ul>
      ${issues.map(({ path, message }) => html`<li><strong>${path}</strong> ${message}</li>`)}
    </ul>
    <p class="dim">Request ${c.var.requestId}</p>`
  return showPage(c, { title, content }, status)
}
