import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { serve, succeed } from './shop.ts'

const production = { NODE_ENV: 'production', DATABASE_URL: 'sqlite:data/served.db' }

describe('paxx start', () => {
  it('answers as a person with curl would see it, and logs it readably', async () => {
    const { url, log } = await serve('paxx', ['start', '--no-reload'])

    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' })
    expect((await fetch(`${url}/ready`)).status).toBe(200)

    const unknown = await fetch(`${url}/nowhere`, { headers: { 'X-Request-Id': 'from-the-test' } })
    expect(unknown.status).toBe(404)
    expect(unknown.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await unknown.json()).toMatchObject({ status: 404, title: 'Not Found', requestId: 'from-the-test' })
    await expect.poll(log).toMatch(/INFO: GET \/nowhere 404 [\d.]+ms.+"from-the-test"/)
    expect(log()).toContain(`listening on ${url}, documented on ${url}/docs`)

    const wrongMethod = await fetch(`${url}/health`, { method: 'POST' })
    expect([wrongMethod.status, wrongMethod.headers.get('Allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('serves the documentation from its own files', async () => {
    const { url } = await serve('paxx', ['start', '--no-reload'])
    const page = await fetch(`${url}/docs/`)
    const html = await page.text()
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!)

    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'self'")
    expect(files.length).toBeGreaterThan(3)
    expect(files.filter((file) => /^(https?:)?\/\//.test(file))).toEqual([])
    for (const file of files) expect((await fetch(new URL(file, `${url}/docs/`))).status, file).toBe(200)

    const document = (await (await fetch(`${url}/openapi.json`)).json()) as { openapi: string; paths: object }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toEqual(['/health', '/ready'])
    for (const [path, item] of Object.entries(document.paths)) {
      for (const operation of Object.values(item as object)) {
        expect(operation, path).toMatchObject({
          operationId: expect.any(String),
          summary: expect.any(String),
          tags: ['health'],
          responses: { 200: expect.anything(), 500: expect.anything() },
        })
      }
    }
  })

  it('passes on a signal, and ends as the server does', async () => {
    const { process } = await serve('paxx', ['start', '--no-reload'])
    process.kill('SIGTERM')
    expect((await process).exitCode).toBe(0)
  })
})

describe('what was built', () => {
  beforeAll(async () => void (await succeed('npm', ['run', 'build'])))

  it('loses no request when it is stopped under load', async () => {
    const { url, process } = await serve('node', ['dist/main.js'], { env: production })
    const agent = new Agent({ keepAlive: true, maxSockets: 32 })
    const outcomes = { answered: 0, refused: 0, lost: 0 }
    let stopped = false

    const client = async () => {
      for (;;) {
        const outcome = await get(`${url}/health`, agent)
        outcomes[outcome]++
        if (stopped || outcome === 'refused') return
      }
    }
    const clients = Array.from({ length: 32 }, client)
    await sleep(1_000)
    process.kill('SIGTERM')
    const { exitCode } = await process
    stopped = true
    await Promise.all(clients)
    agent.destroy()

    expect(exitCode).toBe(0)
    expect(outcomes.lost).toBe(0)
    expect(outcomes.answered).toBeGreaterThan(500)
  })

  it('says with /ready that it is about to go, while it still answers', async () => {
    const { url, process } = await serve('node', ['dist/main.js'], { env: { ...production, SHUTDOWN_DELAY: '2' } })
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    process.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${url}/ready`)).status).toBe(503)
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect((await process).exitCode).toBe(0)
  })

  it('ends, though something is still open that nobody closes', async () => {
    const NODE_OPTIONS = '--import=data:text/javascript,setInterval(()=>{},1000)'
    const { process } = await serve('node', ['dist/main.js'], { env: { ...production, NODE_OPTIONS } })
    process.kill('SIGTERM')
    expect((await process).exitCode).toBe(0)
  })

  it('writes the last line of its log, however soon it ends', async () => {
    const script = `import { createLogger } from './dist/core/logging.js'
      createLogger({ LOG_LEVEL: 'info', NODE_ENV: 'production' }).info('the last words')
      process.exit()`
    const stdout = await succeed('node', ['--input-type=module', '--eval', script])
    expect(JSON.parse(stdout)).toMatchObject({ msg: 'the last words' })
  })

  it('refuses a body that is too large, whether or not it says how large it is', async () => {
    const { url } = await serve('node', ['dist/main.js'], { env: { ...production, BODY_LIMIT: '100' } })
    const send = async (body: string | ReadableStream) => {
      const init = { method: 'POST', body, duplex: 'half' as const, headers: { 'Content-Type': 'application/json' } }
      const { status } = await fetch(`${url}/orders`, init)
      return status
    }
    const text = JSON.stringify('x'.repeat(200))
    expect(await send(text)).toBe(413)
    expect(await send(new Blob([text]).stream())).toBe(413)
    expect(await send('"short"')).not.toBe(413)
  })

  it('asks for the password of its documentation', async () => {
    const password = 'p'.repeat(32)
    const { url } = await serve('node', ['dist/main.js'], { env: { ...production, DOCS_PASSWORD: password } })
    const authorization = `Basic ${Buffer.from(`docs:${password}`).toString('base64')}`
    expect((await fetch(`${url}/docs/`)).status).toBe(401)
    expect((await fetch(`${url}/openapi.json`, { headers: { authorization } })).status).toBe(200)
  })
})

/** One request: answered, refused before it was taken (the server listens no more), or lost after that. */
async function get(url: string, agent: Agent): Promise<'answered' | 'refused' | 'lost'> {
  return await new Promise((resolve) => {
    const sent = request(url, { agent }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode === 200 ? 'answered' : 'lost'))
      answer.on('error', () => resolve('lost'))
    })
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'lost'))
    sent.end()
  })
}
