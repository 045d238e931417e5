import { html } from 'hono/html'
import { wordFor } from './form.ts'

/** A value in few words. */
export function showValue(value: unknown) {
  if (value === null || value === undefined) return html`<span class="dim">–</span>`
  if (typeof value === 'boolean') return wordFor(String(value))
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const isInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)
  return isInstant ? html`<time datetime="${text}">${text.slice(0, 16).replace('T', ' ')}</time>` : short(text)
}

/** So much of a text as stands in a line. */
export const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
