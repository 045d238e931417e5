import { createServer, type Server } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestApp } from '#tests/support.ts'
import { UnavailableError } from './errors.ts'
import { letter } from './letter.ts'
import { createLogger } from './logging.ts'
import { MailRefusedError, MailUrl, openMailer, Sender } from './mail.ts'

const logger = createLogger({ NODE_ENV: 'test', LOG_LEVEL: 'silent' })
const to = 'ada@example.com'
const mail = { to, subject: 'Grüße', text: 'Hello, Ada', html: '<p>Hello, Ada</p>' }
const mailerOf = (url: string, patience?: number) =>
  openMailer({ MAIL_URL: url, MAIL_FROM: 'Shop <shop@example.com>', NODE_ENV: 'test' }, logger, patience)

async function listen(server: Server | SMTPServer): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => void server.close())
  const { port } = ('server' in server ? server.server : server).address() as { port: number }
  return `127.0.0.1:${port}`
}

type Taken = { from: string; to: string[]; secure: boolean; user: string; source: string }

/** A server, and what it has taken. */
async function startServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _, done) =>
      done(password === 'secret' ? null : new Error('no'), { user: username }),
    onData(stream, session, done) {
      let source = ''
      stream.on('data', (chunk: Buffer) => (source += chunk.toString()))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        const recipients = rcptTo.map(({ address }) => address)
        taken.push({ from, to: recipients, secure: session.secure, user: String(session.user ?? ''), source })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  return { taken, host: await listen(server) }
}

describe('settings of mail', () => {
  it.each(['', 'http://x', 'smtp:', 'smtp://', 'x'])('refuse %j for a server', (url) => {
    expect(MailUrl.safeParse(url).success).toBe(false)
  })

  it.each([
    ['shop@example.com', true],
    ['Shop <shop@example.com>', true],
    ['Shop', false],
    ['a@example.com, b@example.com', false],
    ['Shop <shop@example.com>\nBcc: eve@example.com', false],
  ])('take %j for a sender: %s', (text, isOne) => {
    expect(Sender.safeParse(text).success).toBe(isOne)
  })
})

describe('a mail', () => {
  it('gets to a server in both of its forms', async () => {
    const { taken, host } = await startServer()
    await mailerOf(`smtp://${host}`).send(mail)
    expect(taken).toMatchObject([{ from: 'shop@example.com', to: [to] }])
    expect(taken[0]!.source).toMatch(/^From: Shop <shop@example.com>\r\nTo: ada@example.com\r\nSubject: =\?UTF-8\?Q\?Gr=C3/)
    expect(taken[0]!.source).toMatch(/text\/plain[^]+Hello, Ada[^]+text\/html[^]+<p>Hello, Ada<\/p>/)
  })

  it('goes by STARTTLS where there is a password, and not without', async () => {
    const { taken, host } = await startServer({ disabledCommands: [] })
    // The certificate of a test is nobody's.
    await mailerOf(`smtp://shop:secret@${host}?tls.rejectUnauthorized=false`).send(mail)
    expect(taken).toMatchObject([{ secure: true, user: 'shop' }])
    await expect(mailerOf(`smtp://shop:secret@${host}`).send(mail)).rejects.toThrow(UnavailableError)

    const plain = await startServer({ allowInsecureAuth: true })
    await expect(mailerOf(`smtp://shop:secret@${plain.host}`).send(mail)).rejects.toThrow(UnavailableError)
    expect(plain.taken).toEqual([])
  })

  it.each([
    ['a second address', { to: 'ada@example.com, eve@example.com' }],
    ['a header in the address', { to: 'ada@example.com\r\nBcc: eve@example.com' }],
    ['a header in the subject', { subject: 'Hello\r\nBcc: eve@example.com' }],
  ])('with %s is refused, sent or kept', async (_, change) => {
    const { taken, host } = await startServer()
    for (const mailer of [mailerOf(`smtp://${host}`), mailerOf('memory:')]) {
      await expect(mailer.send({ ...mail, ...change })).rejects.toThrow(/one (address|line)/)
    }
    expect(taken).toEqual([])
  })

  it('that a server refuses for good is its sender’s, and is told from a server that cannot take any', async () => {
    const refusing = (responseCode: number): SMTPServerOptions => ({
      onRcptTo: (_, __, done) => done(Object.assign(new Error('no'), { responseCode })),
    })
    const [gone, busy] = [await startServer(refusing(550)), await startServer(refusing(451))]
    await expect(mailerOf(`smtp://${gone.host}`).send(mail)).rejects.toThrow(MailRefusedError)
    await expect(mailerOf(`smtp://${busy.host}`).send(mail)).rejects.toThrow(UnavailableError)
  })

  it('does not wait for a server that is down, or that says nothing', async () => {
    await expect(mailerOf('smtp://127.0.0.1:1').send(mail)).rejects.toThrow('No mail can be sent now')
    const silent = await listen(createServer((socket) => void socket.on('error', () => {})))
    await expect(mailerOf(`smtp://${silent}`, 100).send(mail)).rejects.toThrow('No mail can be sent now')
  })

  it('is kept where there is no server, but not in production', async () => {
    const { send, outbox } = mailerOf('memory:')
    for (let sent = 0; sent < 101; sent += 1) await send({ ...mail, subject: `No. ${sent}` })
    expect(outbox!.last({ to })!.subject).toBe('No. 100')
    expect(outbox!.last({ to: 'eve@example.com' })).toBeUndefined()
    expect(outbox!.mails).toHaveLength(100)
    const production = { MAIL_URL: 'memory:', MAIL_FROM: 'shop@example.com', NODE_ENV: 'production' }
    expect(() => openMailer(production, logger)).toThrow('MAIL_URL: expected smtp://')
  })
})

describe('letter', () => {
  it('escapes in the HTML what is in its words, and leaves its text as it is', async () => {
    const { text, html } = await letter('<b>', 'Hello, <script>', { text: 'Go & see', href: 'https://example.com/?a=1&b="' })
    expect(text).toBe('Hello, <script>\n\nGo & see: https://example.com/?a=1&b="')
    expect(html).toContain('<title>&lt;b&gt;</title><p>Hello, &lt;script&gt;</p>')
    expect(html).toContain('<a href="https://example.com/?a=1&amp;b=&quot;">Go &amp; see</a>')
  })
})

describe('GET /dev/mails', () => {
  it('shows what was kept, escaped, and each mail as it is', async () => {
    const mailer = mailerOf('memory:')
    const app = createTestApp({ mailer })
    expect(await (await app.request('/dev/mails')).text()).toContain('None was sent')
    await mailer.send({ to, ...(await letter('First', '<i>')) })
    await mailer.send({ to, ...(await letter('Second', { text: 'See', href: 'https://example.com/#a' })) })
    const page = await (await app.request('/dev/mails')).text()
    expect(page).toMatch(/Second[^]+<a href="https:\/\/example.com\/#a">[^]+First[^]+&lt;i&gt;/)
    const shown = await app.request('/dev/mails/0')
    expect(await shown.text()).toContain('<p>&lt;i&gt;</p>')
    expect(shown.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect((await app.request('/dev/mails/2')).status).toBe(404)
  })

  it('is not there where mails are sent', async () => {
    const app = createTestApp({ mailer: mailerOf('smtp://127.0.0.1:1') })
    expect((await app.request('/dev/mails')).status).toBe(404)
  })
})
