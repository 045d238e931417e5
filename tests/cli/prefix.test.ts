import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let cwd: string
let shop: string
beforeEach(async () => {
  cwd = await temporaryFolder()
  shop = path.join(cwd, 'shop')
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const bootstrap = async (name: string, ...args: string[]) =>
  await paxx(['bootstrap', name, '--name', 'shop', '--no-install', '--no-git', ...args], { cwd })
const feature = async (name: string, folder: string, ...fields: string[]) =>
  await paxx(['feature', 'create', name, ...fields], { cwd: path.join(cwd, folder) })

/** Every file but migrations, whose names have the time. */
const tree = async (folder: string) => {
  const files = Object.entries(await snapshot(path.join(cwd, folder)))
  return Object.fromEntries(files.filter(([name]) => !/^(migrations|vendor|\.env$)/.test(name)))
}

describe('paxx project prefix', () => {
  it('makes what bootstrap --prefix does, keeps an edit, and gives the former project back', async () => {
    await bootstrap('shop')
    await bootstrap('other', '--prefix', '/api/v1')
    for (const folder of ['shop', 'other']) {
      await feature('orders', folder, 'total:integer')
      await feature('items', folder, 'order:references:cascade:many')
    }
    const before = await tree('shop')
    expect((await run('project', 'prefix', 'api/v1/')).stdout).toContain('/orders is /api/v1/orders from now on.')
    expect(await tree('shop')).toEqual(await tree('other'))

    const app = path.join(shop, 'app.ts')
    const text = await readFile(app, 'utf8')
    expect(text).toContain("app.route('/api/v1/orders', orders)")
    await writeFile(app, text.replace("app.route('/', health", "// Ours\n  app.route('/', health"))
    await run('project', 'prefix', '/v2')
    const merged = await readFile(app, 'utf8')
    expect(merged).toContain('// Ours')
    expect(merged).toContain("app.route('/v2/orders', orders)")

    await writeFile(app, merged.replace('// Ours\n  ', ''))
    await run('project', 'prefix', '/')
    expect(await tree('shop')).toEqual(before)
  })

  it('refuses what it has, and what cannot be', async () => {
    await bootstrap('shop', '--prefix', '/v1')
    for (const [prefix, code] of [
      ['/v1', 'PREFIX_SAME'],
      ['/health', 'PREFIX_INVALID'],
    ] as const) {
      const { json } = await paxxJson(['project', 'prefix', prefix], { cwd: shop })
      expect(json).toMatchObject({ ok: false, error: { code } })
    }
    const { json } = await paxxJson(['bootstrap', 'third', '--prefix', '/..'], { cwd })
    expect(json).toMatchObject({ ok: false, error: { code: 'PREFIX_INVALID' } })
  })
})
