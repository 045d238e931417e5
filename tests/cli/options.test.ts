import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerAllOn, paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let shop: string
const bootstrap = async (...args: string[]) => {
  const folder = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git', ...args], { cwd: folder })
  shop = path.join(folder, 'shop')
}
beforeEach(async ({ task }) => {
  const hasPages = task.suite?.name === 'paxx feature html'
  await bootstrap(...(hasPages ? ['--prefix', '/api', '--with', 'html'] : []))
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const failure = async (...args: string[]) => (await paxxJson(args, { cwd: shop })).json
const read = async (file: string) => await readFile(path.join(shop, file), 'utf8')
const optionsOf = async (name: string) => JSON.parse(await read('paxx.json')).features[name].options
const migrations = async () => (await readdir(path.join(shop, 'migrations'))).map((file) => file.slice(15, -3))
const treeOf = async () =>
  Object.fromEntries(Object.entries(await snapshot(shop)).filter(([file]) => !file.startsWith('migrations')))

describe('paxx feature create', () => {
  it('keeps what a flag says, and shows it', async () => {
    await run('feature', 'create', 'orders', 'total:integer', '--versioned')
    expect(await optionsOf('orders')).toEqual(['versioned'])
    expect((await run('feature', 'list')).stdout).toMatch(/^orders +\/orders +versioned +total:integer/m)
    expect((await paxxJson(['feature', 'list'], { cwd: shop })).json['features']).toMatchObject([
      { options: ['versioned'] },
    ])
  })

  it.each([
    ['nothing', '\r', undefined],
    ['the first', ' \r', ['versioned']],
    ['both', ' \u001b[B \r', ['versioned', 'bulk']],
    ['no pages, which nothing makes', ' \u001b[B \u001b[B \r', ['bulk']],
  ])('asks on a terminal what else it is to have: %s', async (_, keys, options) => {
    const answers = { 'What else is it to have?': keys }
    await answerAllOn(['feature', 'create', 'orders', 'total:integer'], answers, shop)
    expect(await optionsOf('orders')).toEqual(options)
  })
})

describe('paxx feature version', () => {
  it('comes later, with its migration and what deletes such rows, and goes again, and edits stay', async () => {
    await run('feature', 'create', 'customers', 'name:string')
    await run('feature', 'create', 'orders', 'customer:references')
    const services = await read('features/customers/services.ts')
    const edited = services.replace('export async function list', '/** Mine. */\nexport async function list')
    await writeFile(path.join(shop, 'features/customers/services.ts'), edited)
    const before = await treeOf()

    expect(await run('feature', 'version', 'customers')).toMatchObject({ exitCode: 0 })
    expect(await read('features/customers/services.ts')).toContain('/** Mine. */')
    expect(await read('features/customers/routes.ts')).toContain('ifMatch')
    expect(await read('features/orders/orders.test.ts')).toContain("'If-Match': '*'")
    expect(await failure('feature', 'version', 'customers')).toMatchObject({ error: { code: 'OPTION_SAME' } })

    await run('feature', 'version', 'customers', '--off')
    expect(await treeOf()).toEqual(before)
    expect(await failure('feature', 'version', 'customers', '--off')).toMatchObject({ error: { code: 'OPTION_SAME' } })
    expect((await migrations()).slice(-2)).toEqual(['add_version_to_customers', 'take_version_from_customers'])
  })

  it('survives what else changes a feature', async () => {
    await run('feature', 'create', 'orders', 'total:integer', '--versioned')
    await run('field', 'add', 'orders', 'notes:text:optional')
    await run('field', 'rename', 'orders', 'notes', 'remarks')
    await run('feature', 'rename', 'orders', 'purchases')
    expect(await optionsOf('purchases')).toEqual(['versioned'])
    expect(await failure('field', 'add', 'purchases', 'version:integer', '--fill', 'version=0')).toMatchObject({
      error: { code: 'FIELD_TAKEN' },
    })
  })
})

describe('paxx feature bulk', () => {
  it('comes later, without a migration, and goes again', async () => {
    await run('feature', 'create', 'orders', 'total:integer')
    const before = await treeOf()
    const { exitCode, stdout } = await run('feature', 'bulk', 'orders')
    expect([exitCode, stdout.includes('db upgrade')]).toEqual([0, false])
    expect(await read('app.ts')).toContain("app.route('/orders.csv', ordersCsv)")
    expect(await read('features/orders/routes.ts')).toContain("'/batch'")

    await run('feature', 'bulk', 'orders', '--off')
    expect(await treeOf()).toEqual(before)
    expect(await migrations()).toEqual(['create_orders'])
  })
})

describe('paxx feature html', () => {
  const errorOf = async (...args: string[]) => (await failure(...args))['error']

  it('comes later, without a migration, and goes again without a trace', async () => {
    await run('feature', 'create', 'posts', 'title:string', 'body:text')
    const before = await treeOf()
    const { exitCode, stdout } = await run('feature', 'html', 'posts')
    expect([exitCode, stdout.includes('db upgrade')]).toEqual([0, false])
    expect(await optionsOf('posts')).toEqual(['pages'])
    expect((await run('feature', 'list')).stdout).toMatch(/^posts +\/api\/posts +pages +title:string/m)
    const app = await read('app.ts')
    expect(app).toContain("app.route('/posts', pagesOfPosts)\n  app.get('/', (c) => c.redirect('/posts'))")
    expect(app).toContain("app.route('/api/posts', posts)")

    await run('feature', 'html', 'posts', '--off')
    expect(await treeOf()).toEqual(before)
    expect(await migrations()).toEqual(['create_posts'])
  })

  it('follows what changes the feature, beside what was made of it by hand', async () => {
    await run('feature', 'create', 'authors', 'name:string')
    await run('feature', 'create', 'posts', 'title:string', 'body:text', '--html')
    const views = path.join(shop, 'features/posts/views.ts')
    const mine = '<p>Mine</p>\n      <p class="actions">'
    await writeFile(views, (await readFile(views, 'utf8')).replace('<p class="actions">', mine))
    const before = await readFile(views, 'utf8')

    await run('field', 'add', 'posts', 'status:enum=draft,out:default=draft', 'author:references:optional')
    const added = await readFile(views, 'utf8')
    expect(added).toContain('<th scope="col">Status</th>')
    expect(added).toContain('<dd>${showWhole(post.status)}</dd>')
    expect(added).toContain('<td>${showValue(post.author?.name ?? post.authorId)}</td>')
    expect(added).toContain('<p>Mine</p>')
    expect(await read('features/posts/pages.ts')).toContain('authorId: choicesIn(await listAuthors(db,')

    await run('feature', 'html', 'authors')
    await run('feature', 'version', 'authors')
    await run('field', 'rename', 'posts', 'status', 'state')
    expect(await readFile(views, 'utf8')).toContain('<dd>${showWhole(post.state)}</dd>')
    await run('feature', 'rename', 'posts', 'articles')
    const renamed = await read('features/articles/views.ts')
    expect(renamed).toContain('<a class="button" href="/articles/${article.id}/edit">Edit</a>')
    expect(renamed).toContain('<p>Mine</p>')
    expect(await read('core/html/sections.ts')).toContain("{ href: '/articles', text: 'Articles' },")

    await run('feature', 'rename', 'articles', 'posts')
    await run('field', 'remove', 'posts', 'state', 'author')
    expect(await readFile(views, 'utf8')).toBe(before)
    await run('feature', 'remove', 'posts')
    expect(await read('core/html/sections.ts')).not.toContain('posts')
  })

  it('links to what has pages once that has some', async () => {
    await run('feature', 'create', 'authors', 'name:string')
    await run('feature', 'create', 'posts', 'title:string', 'author:references', '--html')
    const linked = "linkTo('/authors', post.authorId, post.author?.name)"
    expect(await read('features/posts/views.ts')).not.toContain(linked)
    await run('feature', 'html', 'authors')
    expect(await read('features/posts/views.ts')).toContain(linked)
    await run('field', 'rename', 'authors', 'name', 'called')
    expect(await read('features/posts/views.ts')).toContain(linked.replace('name)', 'called)'))
    expect(await read('features/posts/pages.ts')).toContain('(author) => author.called')
  })

  it('is asked about where something makes pages', async () => {
    const answers = { 'What else is it to have?': '\u001b[B\u001b[B \r' }
    await answerAllOn(['feature', 'create', 'posts', 'title:string'], answers, shop)
    expect(await optionsOf('posts')).toEqual(['pages'])
  })

  it('keeps what pages stand on, and says what to do', async () => {
    await run('feature', 'create', 'posts', 'title:string', '--html')
    const off = 'paxx feature html posts --off'
    expect(await errorOf('remove', 'html')).toMatchObject({
      code: 'EXTENSION_IN_USE',
      hint: expect.stringContaining(off),
    })
    expect(await errorOf('project', 'prefix', '/')).toMatchObject({
      code: 'PREFIX_IN_USE',
      hint: expect.stringContaining(off),
    })
    expect(await errorOf('project', 'prefix', '/posts')).toMatchObject({ code: 'PAGES_TAKEN' })
    await run('feature', 'html', 'posts', '--off')
    expect((await run('remove', 'html', '--no-install')).exitCode).toBe(0)
  })

  it('refuses what cannot have any, and says what to do', async () => {
    await run('feature', 'create', 'a-parts', 'name:string')
    const create = async (name: string, ...args: string[]) =>
      await errorOf('feature', 'create', name, ...(args.length > 0 ? args : ['title:string']), '--html')
    expect(await create('assets')).toMatchObject({ code: 'PAGES_TAKEN' })
    const join = ['one:references=a-parts', 'other:references=a-parts', '--primary-key', 'one,other']
    expect(await create('pairs', ...join)).toMatchObject({ code: 'OPTION_INVALID' })
    await run('project', 'prefix', '/')
    expect(await create('posts')).toMatchObject({
      code: 'PAGES_UNPREFIXED',
      hint: expect.stringContaining('paxx project prefix /api'),
    })
    await run('remove', 'html', '--no-install')
    const unprovided = { code: 'PAGES_UNPROVIDED', hint: 'Add what does: paxx add html' }
    expect(await create('posts')).toMatchObject(unprovided)
    expect(await errorOf('feature', 'html', 'a-parts')).toMatchObject(unprovided)
  })
})
