import { html } from 'hono/html'
import { createRouter } from './http/router.ts'
import type { Mail } from './mail.ts'

export type Outbox = ReturnType<typeof createOutbox>

/** Mails that are not sent but kept, the last hundred of them. */
export function createOutbox() {
  const mails: Mail[] = []
  return {
    mails,
    keep(mail: Mail): void {
      mails.push(mail)
      if (mails.length > 100) mails.shift()
    },
    last: ({ to }: { to: string }): Mail | undefined => mails.findLast((mail) => mail.to === to),
  }
}

const withLinks = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part, index) => (index % 2 === 0 ? part : html`<a href="${part}">${part}</a>`))

/** Pages for a developer: what was kept, the newest first, and each as a reader of HTML sees it. */
export const showMails = ({ mails }: Outbox) =>
  createRouter()
    .get('/', (c) =>
      c.html(html`<!doctype html>
        <meta charset="utf-8" />
        <title>Mails</title>
        <h1>Mails</h1>
        ${mails.length === 0 ? html`<p>None was sent since the start.</p>` : ''}
        ${mails
          .map(
            ({ to, subject, text }, index) =>
              html`<h2>${subject}</h2>
                <p>To ${to} (<a href="/dev/mails/${index}">as HTML</a>)</p>
                <pre>${withLinks(text)}</pre>`,
          )
          .toReversed()}`),
    )
    .get('/:index', (c) => {
      const mail = mails[Number(c.req.param('index'))]
      return mail ? c.html(mail.html) : c.notFound()
    })
