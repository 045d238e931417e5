import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature, type FeatureRequest } from '../../src/render/features/add.ts'
import { drive, hasBrowser } from './browser.ts'
import { openProject } from './lists.ts'
import { testable, testEnv } from './servers.ts'
import { serve, shop, succeed } from './shop.ts'
import { shopWithAll } from './with-all.ts'
import { base, write } from './written.ts'

const require = createRequire(import.meta.url)
const known = (await loadTemplates()).extensions

/** One of each type, as they can be, and what is private. */
const features: readonly FeatureRequest[] = [
  { name: 'customers', fields: ['email:email:unique', 'name:string'] },
  {
    name: 'parcels',
    fields: [
      'label:string=80:unique',
      'body:text',
      'mail:email:optional',
      'site:url:optional',
      'code:uuid:optional',
      'weight:integer:min=0:index',
      'big:bigint:optional',
      'ratio:float:optional',
      'price:decimal=10,2:optional',
      'gift:boolean:default=false',
      'maybe:boolean:optional',
      'day:date:optional',
      'at:datetime:optional',
      'data:json:optional',
      'status:enum=open,sent:default=open',
      'pin:integer:private:optional',
      'secret-note:text:private:optional',
      'customer:references:optional',
    ],
  },
]

const answersFor = (given: Partial<Answers>) =>
  features.reduce<Answers>((sum, feature) => addFeature(sum, feature, known).answers, {
    ...base,
    extensions: { admin: {}, html: {} },
    ...given,
  })

/** What the project tries of itself. */
const scenario = `import { beforeAll, expect, it } from 'vitest'
import { draftCustomer } from '#features/customers/factory.ts'
import { createCustomer } from '#features/customers/services.ts'
import { draftParcel } from '#features/parcels/factory.ts'
import { createParcel, getParcel } from '#features/parcels/services.ts'
import { adminPassword, signInAsAdmin } from '#tests/admin.ts'
import { setupApp } from '#tests/support.ts'
import { parseSettings } from '../settings.ts'

const settings = parseSettings({ ...process.env, NODE_ENV: 'test', ADMIN_PASSWORD: adminPassword })
const { app, db } = setupApp({ settings })
let me: Awaited<ReturnType<typeof signInAsAdmin>>
beforeAll(async () => {
  me = await signInAsAdmin(app, db)
})
const get = async (path: string) => await (await me.request('/admin/' + path, { headers: { Accept: 'text/html' } })).text()
const post = async (path: string, form: URLSearchParams) =>
  await me.request('/admin/' + path, { method: 'POST', body: form, headers: { Origin: 'http://localhost' } })

const decode = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

/** What a browser sends of a form that nobody touched. */
function formOn(page: string): URLSearchParams {
  const form = new URLSearchParams()
  const body = /<form method="post" action="\\/admin\\/parcels[^>]*>([^]*?)<\\/form>/.exec(page)![1]!
  const inputs = body.matchAll(/<input\\b([^>]*)>|<(textarea|select)\\b([^>]*)>([^]*?)<\\/\\2>/g)
  for (const [, input, tag, others, inner = ''] of inputs) {
    const attributes = input ?? others!
    const name = /name="([^"]*)"/.exec(attributes)![1]!
    if (tag === 'textarea') form.set(name, decode(inner.replace(/^\\n/, '')))
    else if (tag === 'select') form.set(name, decode(/<option value="([^"]*)"\\s+selected/.exec(inner)?.[1] ?? ''))
    else if (!attributes.includes('type="checkbox"')) form.set(name, decode(/value="([^"]*)"/.exec(attributes)![1]!))
    else if (/\\bchecked\\b/.test(attributes)) form.set(name, 'on')
  }
  return form
}

const markup = '"\\'><script>alert(1)</script>'
const markedUp = { label: markup, body: markup, site: 'https://example.com/?<script>alert(1)</script>', data: { [markup]: [markup] } }
const nothing = { mail: null, site: null, code: null, big: null, ratio: null, price: null, maybe: null, day: null, at: null, data: null, customerId: null }

it.each<[string, object]>([
  ['as drafts are', {}],
  ['empty where it can be', nothing],
  ['of the other value', { gift: true, maybe: false, status: 'sent', ratio: -1.5e-7, big: '-9223372036854775808', price: '-0.50', body: '\\n two\\nlines \\n' }],
  ['of markup', markedUp],
])('sent as it was shown, a form changes nothing of a row %s', async (_, given) => {
  const row = await createParcel(db, await draftParcel(db, { pin: 7, secretNote: 'hush', ...given }))
  const form = formOn(await get('parcels/' + row.id))
  expect([form.get('pin'), form.get('secretNote')]).toEqual(['', ''])
  const res = await post('parcels/' + row.id, form)
  expect([res.status, res.headers.get('Location')]).toEqual([303, '/admin/parcels/' + row.id + '?done=changed'])
  expect(await getParcel(db, row.id)).toEqual({ ...row, updatedAt: expect.any(String) })
  const kept = await db.selectFrom('parcels').select(['pin', 'secretNote']).where('id', '=', row.id).execute()
  expect(kept).toEqual([{ pin: 7, secretNote: 'hush' }])

  form.set('label', row.label + '2')
  form.set('pin', '8')
  const made = await post('parcels/new', form)
  expect(made.status).toBe(303)
  for (const path of ['parcels', 'parcels/' + row.id, 'parcels/do/delete?id=' + row.id, 'parcels?q=' + encodeURIComponent(row.label), 'admin-changes']) {
    const page = await get(path)
    expect(page).not.toContain('<script')
    expect(page).not.toContain('hush')
  }
  expect(await get('parcels?q=' + encodeURIComponent(row.label.toUpperCase()))).toContain('value="' + row.id + '"')
})

it('finds what is referred to by words, where there is more than a select holds', async () => {
  for (let n = 0; n < 105; n++) await createCustomer(db, await draftCustomer(db))
  const ada = await createCustomer(db, await draftCustomer(db, { email: 'ada.unique@example.com' }))
  const row = await createParcel(db, await draftParcel(db))
  const form = formOn(await get('parcels/' + row.id))
  form.set('customerId', 'ADA.uni')
  expect((await post('parcels/' + row.id, form)).status).toBe(303)
  expect((await getParcel(db, row.id)).customerId).toBe(ada.id)
  form.set('customerId', 'example')
  const several = await (await post('parcels/' + row.id, form)).text()
  expect(several).toContain('Several match')
  expect(several.split('<option').length).toBeGreaterThan(10)
  form.set('customerId', 'nobody at all')
  expect(await (await post('parcels/' + row.id, form)).text()).toContain('Nothing matches')
  expect(await (await post('customers/do/delete', new URLSearchParams({ id: String(ada.id) }))).text()).toContain('still refer to it')
})

it('counts and exports all of it', async () => {
  const lines = (await get('parcels/csv')).trim().split('\\r\\n')
  expect(await (await me.request('/admin')).text()).toContain('<strong>' + (lines.length - 1) + '</strong>')
  expect(lines[0]).not.toMatch(/pin|secretNote/)
})
`

describe.each(testable)('the admin on %s', (database) => {
  it('edits each type of column, keeps what is private, and shows markup as text', async () => {
    const ids = database === 'sqlite' ? 'integer' : 'uuid'
    const cwd = await write(answersFor({ database, ids }), await shopWithAll(database))
    await writeFile(path.join(cwd, 'tests/scenario.test.ts'), scenario)
    await succeed('npx', ['vitest', 'run', 'tests/scenario.test.ts', 'features/admin'], { cwd, env: testEnv(database) })
  })
})

it('reads lists of 100,000 rows by an index, and no more of them at a time than it shows or exports', async () => {
  const password = 'x'.repeat(32)
  const cwd = await write(answersFor({}), shop)
  const file = path.join(cwd, 'admin.db')
  const { database, request, watch, close } = await openProject(cwd, {
    database: file,
    env: { ADMIN_PASSWORD: password },
  })
  onTestFinished(close)
  database.exec(`insert into customers (email, name) values ('a@example.com', 'A');
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)
    insert into parcels (label, body, weight, status, gift, customer_id) select 'Parcel ' || i, 'x', i, 'open', 0, 1 from n;
    analyze`)
  const headers = { Authorization: `Basic ${btoa(`admin:${password}`)}` }
  const read = async (url: string) => {
    const answer = await request(`/admin/parcels${url}`, { headers })
    expect(answer.status, url).toBe(200)
    return await answer.text()
  }

  const index = / USING (COVERING )?INDEX /
  for (const [url, plan] of [
    ['', index],
    ['?sort=weight', index],
    ['?sort=-label', index],
    ['?status=open', index],
    ['?customerId=1&gift=false', index],
    ['?q=parcel+99', index],
  ] as const) {
    const { plans, counts } = await watch(() => read(url))
    const own = plans.filter((step) => / parcels/.test(step))
    expect(own.length, url).toBeGreaterThan(0)
    for (const step of own) expect(step, url).toMatch(plan)
    expect(plans.join('\n'), url).not.toContain('TEMP B-TREE')
    expect(Math.max(...counts), url).toBeLessThanOrEqual(101)
  }
  let lines = 0
  const { counts } = await watch(async () => (lines = (await read('/csv')).split('\r\n').length))
  expect(lines).toBe(100_002)
  expect(Math.max(...counts)).toBeLessThanOrEqual(501)
})

it.skipIf(!hasBrowser())('is for keyboards, for screens of all kinds, and for who does not see them', async () => {
  const extensions = { admin: {}, auth: {}, html: {}, jobs: {}, mail: {} }
  const owned = features.map((feature) => ({ ...feature, access: 'admin' as const }))
  const answers = owned.reduce<Answers>((sum, one) => addFeature(sum, one, known).answers, { ...base, extensions })
  const cwd = await write(answers, await shopWithAll('sqlite'))
  await writeFile(path.join(cwd, 'seeds.ts'), seeds)
  await succeed('mkdir', ['-p', 'seeds'], { cwd })
  await succeed('mv', ['seeds.ts', 'seeds/admin.ts'], { cwd })
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
  await succeed('npm', ['run', 'db:seed'], { cwd })
  const { url } = await serve('tsx', ['main.ts'], { cwd })
  const page = await drive(url)
  const at = async (text: string) =>
    await expect
      .poll(() => page.evaluate<string>('document.body.innerText + location.pathname'), { timeout: 20_000 })
      .toContain(text)
  /** Tabs on until an element has the focus, as who has no mouse does. */
  const reach = async (selector: string) => {
    for (let n = 0; n < 60; n++) {
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return
      await page.press('Tab')
    }
    throw new Error(`Nobody reaches ${selector} by the keyboard`)
  }
  // For a page: imported here, it would take the place of what the test runner has.
  const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')
  const isFine = async () => {
    for (const width of [1200, 320]) {
      for (const scheme of ['light', 'dark'] as const) {
        await page.look(width, scheme)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        await page.evaluate(`${axe};0`)
        const found = await page.evaluate<string[]>(
          'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))',
        )
        expect(found, `${width} ${scheme}`).toEqual([])
      }
    }
  }

  await page.goto('/admin/parcels')
  await isFine()
  await reach('[name=email]')
  await page.press('ada@example.com', 'Tab', 'correct horse battery', 'Enter')
  await at('/admin/parcels')
  await isFine()

  await reach('a[href$="/new"]')
  await page.press('Enter')
  await at('New in parcels')
  await isFine()
  await reach('[name=label]')
  await page.press('Parcel 1')
  await reach('[name=body]')
  await page.press('By hand')
  await reach('[name=weight]')
  await page.press('5')
  await reach('button.primary')
  await page.press('Enter')
  await at('Another row has the same label')
  await isFine()
  await reach('[name=label]')
  await page.press('Another one')
  await reach('[name=gift]')
  await page.press('Space')
  await reach('button.primary')
  await page.press('Enter')
  await at('It was created.')
  await isFine()
  await reach('a.danger')
  await page.press('Enter')
  await at('Delete Another one?')
  await isFine()
  await reach('button.danger')
  await page.press('Enter')
  await at('It was deleted.')
  for (const other of [
    '',
    '/customers',
    '/users',
    '/users/1',
    '/tokens',
    '/jobs?tab=failed',
    '/admin-changes',
    '/admin-changes/2',
    '/nothing',
  ]) {
    await page.goto(`/admin${other}`)
    await isFine()
  }
})

const seeds = `import type { Db } from '#core/database/database.ts'
import { hashPassword } from '#core/passwords.ts'
import { draftParcel } from '#features/parcels/factory.ts'
import { createParcel } from '#features/parcels/services.ts'
import { draftUser } from '#features/users/factory.ts'
import { createUser } from '#features/users/services.ts'

export default async (db: Db) => {
  const { id } = await createUser(db, await draftUser(db, { email: 'ada@example.com', role: 'admin' }))
  await db.updateTable('users').set({ passwordHash: await hashPassword('correct horse battery') }).where('id', '=', id).execute()
  for (let n = 1; n <= 30; n++) await createParcel(db, await draftParcel(db, { label: \`Parcel \${n}\`, data: { n } }))
  await db.insertInto('jobs').values({ name: 'a:job', data: {}, runAt: null, error: 'It did not work' }).execute()
}
`
