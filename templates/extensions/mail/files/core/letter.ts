import { html } from 'hono/html'
import type { Mail } from './mail.ts'

/** A paragraph of a mail, or a link with what is said of it. */
type Part = string | { text: string; href: string }

/** A mail, but for its address: both of its forms are of the same words, which in the HTML are escaped. */
export async function letter(subject: string, ...parts: Part[]): Promise<Omit<Mail, 'to'>> {
  const text = parts.map((part) => (typeof part === 'string' ? part : `${part.text}: ${part.href}`))
  const paragraphs = parts.map((part) => {
    return typeof part === 'string' ? html`<p>${part}</p>` : html`<p><a href="${part.href}">${part.text}</a></p>`
  })
  const page = await html`<!doctype html><meta charset="utf-8" /><title>${subject}</title>${paragraphs}`
  return { subject, text: text.join('\n\n'), html: page.toString() }
}
