import { EventEmitter, once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { execa } from 'execa'
import { onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../support.ts'
import { freePort } from './shop.ts'

const folders = process.env['PATH']!.split(path.delimiter)
const chromium = folders.map((folder) => path.join(folder, 'chromium')).find((file) => existsSync(file))

/** Whether there is a browser; in CI there has to be one. */
export function hasBrowser(): boolean {
  if (chromium === undefined && process.env['CI'] === 'true') throw new Error('There is no chromium on the PATH')
  // oxlint-disable-next-line no-console -- who skips it should know
  if (chromium === undefined) console.warn('There is no chromium on the PATH: what it does is skipped')
  return chromium !== undefined
}

/** Opens an address in a browser without a window, until the test ends. It takes commands on a port. */
export async function open(url: string, port = 0): Promise<void> {
  const profile = await temporaryFolder()
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--remote-debugging-port=${port}`,
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

/** A page that is driven from here, until the test ends. */
export interface Driven {
  goto(path: string): Promise<void>
  /** What an expression in the page gives. */
  evaluate<Result>(expression: string): Promise<Result>
  /** Presses keys one after the other: `Tab`, `Enter`, `Space`; anything else is typed. */
  press(...keys: string[]): Promise<void>
  /** Keeps in a folder what is sent to be kept. */
  keepDownloads(folder: string): Promise<void>
  /** As on a screen that is so wide, by light or in the dark. */
  look(width: number, scheme: 'light' | 'dark'): Promise<void>
}

const keys: Readonly<Record<string, object>> = {
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Space: { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' },
  ArrowDown: { key: 'ArrowDown', code: 'ArrowDown', windowsVirtualKeyCode: 40 },
}

/** Drives a browser without a window, by its own protocol. */
export async function drive(origin: string): Promise<Driven> {
  const port = await freePort()
  await open('about:blank', port)
  const find = async () => {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Record<string, string>[]
    return targets.find(({ type }) => type === 'page')?.['webSocketDebuggerUrl']
  }
  const address = await vi.waitUntil(() => find().catch(() => undefined), { timeout: 30_000, interval: 100 })
  const socket = new WebSocket(address)
  await new Promise((opened) => socket.addEventListener('open', opened, { once: true }))
  onTestFinished(() => socket.close())
  const answers = new EventEmitter()
  socket.addEventListener('message', ({ data }) => {
    const { id, method, result, error } = JSON.parse(String(data))
    answers.emit(id ?? method, error ? Promise.reject(new Error(error.message)) : result)
  })
  let id = 0
  const send = async (method: string, params: object = {}): Promise<any> => {
    id += 1
    const answered = once(answers, id as never)
    socket.send(JSON.stringify({ id, method, params }))
    return await (
      await answered
    )[0]
  }
  await send('Page.enable')

  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
    return result.value
  }
  return {
    evaluate,
    async goto(to) {
      const loaded = once(answers, 'Page.loadEventFired')
      await send('Page.navigate', { url: origin + to })
      await loaded
    },
    async press(...pressed) {
      for (const one of pressed) {
        const key = keys[one]
        if (!key) await send('Input.insertText', { text: one })
        else for (const type of ['keyDown', 'keyUp']) await send('Input.dispatchKeyEvent', { type, ...key })
      }
    },
    keepDownloads: (downloadPath) => send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath }),
    async look(width, scheme) {
      const features = [{ name: 'prefers-color-scheme', value: scheme }]
      await send('Emulation.setEmulatedMedia', { features })
      await send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false })
    },
  }
}
