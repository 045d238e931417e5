import { createTransport } from 'nodemailer'
import { z } from 'zod'
<%~ slot('mail.imports') or %>
import { StartError, UnavailableError } from './errors.ts'
<%~ end %>
import type { Logger } from './logging.ts'
import { createOutbox, type Outbox } from './outbox.ts'

const expected = 'expected smtp://user:password@host:587 or smtps://user:password@host'
export const MailUrl = z
  .string(expected)
  .regex(/^(smtps?:\/\/.|memory:$)/, expected)
  .refine((url) => URL.canParse(url), expected)

const address = String.raw`[^\s<>@,;"]+@[^\s<>@,;"]+`
export const Sender = z
  .string('expected an address')
  .regex(new RegExp(String.raw`^([^<>@,;"\r\n]+ <${address}>|${address})$`), 'expected Shop <no-reply@example.com>')

export type Mail = { to: string; subject: string; text: string; html: string }

/** This very mail is taken by nobody, now or later. */
<%~ slot('mail.refused') or %>
export class MailRefusedError extends Error {}
<%~ end %>

export type Mailer = {
  /**
   * Sends to one address.
   * @throws UnavailableError while no server takes any, and MailRefusedError
   */
  send: (mail: Mail) => Promise<void>
  /** Where mails are kept if they are not sent. */
  outbox?: Outbox
}

type Options = { MAIL_URL: string; MAIL_FROM: string; NODE_ENV: string }

/**
 * Opens the way by which mails go.
 * @param patience for how long (ms) a server may say nothing
 */
export function openMailer({ MAIL_URL, MAIL_FROM, NODE_ENV }: Options, logger: Logger, patience = 5_000): Mailer {
  if (MAIL_URL === 'memory:') {
    if (NODE_ENV === 'production') throw new StartError(`MAIL_URL: ${expected}`)
    const outbox = createOutbox()
    const send = async (mail: Mail) => {
      checkHead(mail)
      outbox.keep(mail)
      logger.info(`mail to ${mail.to}: ${mail.subject} ${/https?:\S+/.exec(mail.text)?.[0] ?? ''}`)
    }
    return { outbox, send }
  }

  const transport = createTransport({
    url: MAIL_URL,
    // A password goes to nobody in the clear.
    requireTLS: new URL(MAIL_URL).password !== '',
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  })
  return {
    async send(mail) {
      checkHead(mail)
      try {
        // As an object it is one address, whatever it holds.
        await transport.sendMail({ ...mail, from: MAIL_FROM, to: { name: '', address: mail.to } })
      } catch (cause) {
        if (isRefused(cause as Refusal)) throw new MailRefusedError((cause as Error).message, { cause })
        throw new UnavailableError('No mail can be sent now', { cause })
      }
    },
  }
}

/** More than one line there could be headers, or the mail itself. */
function checkHead({ to, subject }: Mail): void {
  if (!new RegExp(`^${address}$`).test(to)) throw new MailRefusedError('A mail goes to one address')
  if (/[\r\n\0]/.test(subject)) throw new MailRefusedError('The subject of a mail is one line')
}

type Refusal = { code?: string; responseCode?: number }
/** Whether a server said of this very mail that it never takes it. */
const isRefused = ({ code = '', responseCode = 0 }: Refusal): boolean =>
  /^(EENVELOPE|EMESSAGE)$/.test(code) && responseCode >= 500
