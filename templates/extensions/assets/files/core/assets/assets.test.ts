import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp } from '#tests/support.ts'
import { asset, serveAssets } from './assets.ts'
import { clearAssets, writeAssets } from './bundle.ts'

const root = mkdtempSync(path.join(tmpdir(), 'assets-'))
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
let names: Map<string, string>
beforeAll(async () => {
  write('.env', 'secret')
  write('outside/secret.txt', 'secret')
  write('assets/.hidden.txt', 'secret')
  write('assets/notes.md', 'secret')
  write('assets/app.css', "@import './parts/base.css'; .logo { background: url(./images/logo.svg) }")
  write('assets/parts/base.css', 'body { margin: 0 }')
  write('assets/images/logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  write('assets/app.ts', "import { greet } from './parts/greet.ts'\nconsole.log(greet('Ada'))")
  write('assets/parts/greet.ts', 'export const greet = (name: string): string => `Hello, ${name}`')
  symlinkSync(path.join(root, '.env'), path.join(root, 'assets/link.txt'))
  symlinkSync(path.join(root, 'outside'), path.join(root, 'assets/linked'))
  const files = await writeAssets(root)
  names = new Map(files.map(({ name, entry }) => [entry!, name]))
})
afterAll(() => rmSync(root, { recursive: true }))

const inDevelopment = createTestApp().route('/of', serveAssets(path.join(root, 'assets')))
/** Those that are built are read when the app starts. */
const get = async (url: string, init?: RequestInit) =>
  await createTestApp().route('/of', serveAssets(path.join(root, 'dist/assets'))).request(`/of/${url}`, init)

describe('in development, a file', () => {
  it('is served under its own name as it is now, with what it imports', async () => {
    const res = await inDevelopment.request('/of/app.css')
    expect(await res.text()).toMatch(/margin: 0;[^]*url\("\.\/images\/logo\.svg"\)/)
    expect([res.headers.get('Content-Type'), res.headers.get('Cache-Control')]).toEqual(['text/css; charset=utf-8', 'no-cache'])
    expect(await (await inDevelopment.request('/of/app.js')).text()).toContain('Hello, ')

    write('assets/app.css', "@import './parts/base.css'; .logo { background: url(./images/logo.svg); color: red }")
    const headers = { 'If-None-Match': res.headers.get('ETag')! }
    const changed = await inDevelopment.request('/of/app.css', { headers })
    expect([changed.status, await changed.text()]).toEqual([200, expect.stringContaining('color: red')])
    const again = await inDevelopment.request('/of/app.css', { headers: { 'If-None-Match': changed.headers.get('ETag')! } })
    expect(again.status).toBe(304)
  })
})

describe('what is built', () => {
  it.each([
    ['app.css', 'text/css; charset=utf-8', /^body\{margin:0\}/],
    ['app.js', 'text/javascript; charset=utf-8', /Hello, /],
    ['images/logo.svg', 'image/svg+xml; charset=utf-8', /^<svg/],
  ])('is served under a name that is its own for good: %s', async (entry, type, text) => {
    const name = names.get(entry)!
    expect(name).toMatch(/-[A-Z0-9]{8}\.\w+$/)
    const res = await get(name)
    expect([res.status, res.headers.get('Content-Type'), await res.text()]).toEqual([200, type, expect.stringMatching(text)])
    expect(res.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect((await get(name, { headers: { 'If-None-Match': res.headers.get('ETag')! } })).status).toBe(304)
    const head = await get(name, { method: 'HEAD' })
    expect([head.status, head.headers.get('Content-Type'), await head.text()]).toEqual([200, type, ''])
    expect((await get(name, { method: 'POST' })).status).not.toBe(200)
    expect((await get(entry)).status).toBe(404)
  })

  it('shows what is beside it under the name that this has', async () => {
    expect(await (await get(names.get('app.css')!)).text()).toContain(`url("./${names.get('images/logo.svg')}")`)
  })

  it('is called otherwise once it holds something else, and only then', async () => {
    const before = names.get('app.js')
    const nameOf = async () => (await writeAssets(root)).find(({ entry }) => entry === 'app.js')!.name
    expect(await nameOf()).toBe(before)
    write('assets/parts/greet.ts', 'export const greet = (name: string): string => `Bye, ${name}`')
    expect(await nameOf()).not.toBe(before)
    expect((await get(before!)).status).toBe(404)
  })
})

it.each([
  '.hidden.txt', '.names.json', 'link.txt', 'linked/secret.txt', 'notes.md', 'parts/base.css', 'parts/greet.ts', 'app.ts',
  '%2e%2e%2f.env', '..%2f.env', '..%5c.env', '%2e%2e%2foutside%2fsecret.txt', 'images%2f..%2f..%2f.env', '%2fetc%2fpasswd', 'app.css%00', 'constructor', '__proto__',
])('serves nothing else: %s', async (url) => {
  const answers = [await inDevelopment.request(`/of/${url}`), await get(url)]
  for (const res of answers) expect([res.status, await res.text()]).toEqual([404, expect.not.stringContaining('secret')])
})

it('is none where the folder has gone', async () => {
  const empty = path.join(root, 'empty')
  mkdirSync(empty)
  expect(await writeAssets(empty)).toEqual([])
  for (const folder of ['assets', 'dist/assets']) {
    const app = createTestApp().route('/of', serveAssets(path.join(empty, folder)))
    expect((await app.request('/of/app.css')).status).toBe(404)
  }
})

it('needs no build for tests', () => {
  clearAssets(root)
  expect(asset('app.css')).toBe('/assets/app.css')
})
