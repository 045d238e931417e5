import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../support.ts'

const folders = process.env['PATH']!.split(path.delimiter)
const chromium = folders.map((folder) => path.join(folder, 'chromium')).find((file) => existsSync(file))

/** Whether there is a browser; in CI there has to be one. */
export function hasBrowser(): boolean {
  if (chromium === undefined && process.env['CI'] === 'true') throw new Error('There is no chromium on the PATH')
  // oxlint-disable-next-line no-console -- who skips it should know
  if (chromium === undefined) console.warn('There is no chromium on the PATH: what it does is skipped')
  return chromium !== undefined
}

/** Opens an address in a browser without a window, until the test ends. */
export async function open(url: string): Promise<void> {
  const profile = await temporaryFolder()
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ]
  const browser = execa(chromium!, [...args, url], { stdio: 'ignore', reject: false, forceKillAfterDelay: 5_000 })
  onTestFinished(async () => {
    browser.kill()
    await browser
  })
}

const onError = `onerror = (error) => void fetch('/told', { method: 'POST', body: JSON.stringify({ error }) })`

/** Serves one page on a port of its own, and gives what that posts to `/told`, or why it cannot. */
export async function servePage(script: string): Promise<{ port: number; told: Promise<unknown> }> {
  const page = `<!doctype html><script>${onError}</script><script type="module">${script}</script>`
  const server = createServer((_, res) => void res.setHeader('Content-Type', 'text/html').end(page))
  const told = new Promise((resolve) => {
    server.on('request', async (req) => {
      if (req.url === '/told') resolve(JSON.parse(Buffer.concat(await req.toArray()).toString()))
    })
  })
  await new Promise<void>((done) => void server.listen(0, done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, told }
}
