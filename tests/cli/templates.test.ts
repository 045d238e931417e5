import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, it } from 'vitest'
import { paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let shop: string
beforeEach(async () => {
  const cwd = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install'], { cwd })
  shop = path.join(cwd, 'shop')
  await run('feature', 'create', 'customers', 'email:email:unique')
  await commit()
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const runJson = async (...args: string[]) => await paxxJson(args, { cwd: shop })
const at = (file: string) => path.join(shop, file)
const read = async (file: string) => await readFile(at(file), 'utf8')
const edit = async (file: string, old: string, fresh: string) => {
  const text = await read(file)
  expect(text).toContain(old)
  await writeFile(at(file), text.replace(old, fresh))
}
async function commit() {
  await execa('git', ['add', '--all'], { cwd: shop })
  await execa('git', ['commit', '--no-verify', '--message', 'more'], { cwd: shop })
}
const eject = async () => {
  await run('templates', 'eject', 'feature')
  await commit()
}
const schemas = 'templates/feature/schemas.ts.eta'
const shown = '/** What clients are shown. */'
/** Every file that is neither a migration nor git's own. */
const tree = async () =>
  Object.fromEntries(Object.entries(await snapshot(shop)).filter(([name]) => !/^(migrations|\.git)\b/.test(name)))
const states = async () => {
  const { json } = await runJson('status')
  const files = json['files'] as { path: string; state: string }[]
  return files.filter(({ state }) => state !== 'untouched').map(({ path: file, state }) => `${state} ${file}`)
}

describe('paxx templates eject', () => {
  it('copies the templates, and changes nothing else but paxx.json', async () => {
    const before = await tree()
    const { json } = await runJson('templates', 'eject', 'feature')
    const changes = json['changes'] as { path: string; status: string }[]
    expect(changes.find(({ path: file }) => file === 'paxx.json')).toEqual({ status: 'update', path: 'paxx.json' })
    expect(changes.filter(({ path: file }) => !/^templates\/.+\.eta$/.test(file))).toHaveLength(1)
    expect(Object.keys(before).filter((name) => name !== 'paxx.json')).toEqual(
      Object.keys(await tree()).filter((name) => name !== 'paxx.json' && !name.startsWith('templates')),
    )
    expect(JSON.parse(await read('paxx.json'))).toMatchObject({ ejected: ['feature'] })
    expect(await states()).toEqual([])
    expect((await run('templates', 'eject', 'feature')).stdout).toContain('They are the project’s own already.')
  })

  it('has features rendered by them from then on, and a file of the team’s own', async () => {
    await eject()
    await edit(schemas, shown, '// Ours: <%= titles %>')
    await writeFile(at('templates/feature/events.ts.eta'), "export const created = '<%= table %>.created'\n")
    await run('feature', 'create', 'order-items', 'total:integer')
    expect(await read('features/order-items/schemas.ts')).toContain('// Ours: order items\nexport const OrderItemRead')
    expect(await read('features/order-items/events.ts')).toBe("export const created = 'order_items.created'\n")
  })

  it('has a change of fields bring only that to a feature that was there', async () => {
    await eject()
    await edit(schemas, shown, '// Ours')
    await run('field', 'add', 'customers', 'age:integer:optional')
    expect(await read('features/customers/models.ts')).toContain('age: ')
    expect(await read('features/customers/schemas.ts')).toContain(shown)
    await run('field', 'remove', 'customers', 'age')
    expect((await execa('git', ['diff', '--stat', '--', 'features'], { cwd: shop })).stdout).toBe('')
  })

  it('tells what was edited from what is older than the templates', async () => {
    await eject()
    await edit(schemas, shown, '// Ours')
    await appendFile(at('features/customers/services.ts'), '\nexport const mine = 1\n')
    await run('feature', 'create', 'tags', 'label:string')
    expect(await states()).toEqual([
      'outdated features/customers/schemas.ts',
      'edited features/customers/services.ts',
      `edited ${schemas}`,
    ])
    const { stdout } = await run('templates', 'list')
    expect(stdout).toMatch(/^feature {2}the project's own, in templates\/: 1 of \d+ changed\n {2}edited {2}templates/)
  })
})

describe('a template that is broken', () => {
  it('is named, with its line, and nothing is written', async () => {
    await eject()
    await edit(schemas, shown, '<%= Singluar %>')
    const before = await snapshot(shop)
    const { exitCode, stderr } = await run('feature', 'create', 'tags', 'label:string')
    expect([exitCode, stderr]).toEqual([
      1,
      `error: ${schemas}:5: there is no name \`Singluar\`.\nhint:  Did you mean \`Singular\`?`,
    ])
    expect(await snapshot(shop)).toEqual(before)
  })

  it('is no longer there: a part is missed, and so are all', async () => {
    await eject()
    await rm(at('templates/feature-parts/patch.ts.eta'))
    expect((await runJson('feature', 'create', 'tags', 'label:string')).json['error']).toMatchObject({
      code: 'TEMPLATE_MISSING',
      message: 'templates/feature-parts/patch.ts.eta is missing.',
    })
    await rm(at('templates'), { recursive: true })
    expect((await runJson('feature', 'create', 'tags', 'label:string')).json['error']).toMatchObject({
      code: 'TEMPLATES_MISSING',
    })
  })
})

describe('paxx templates apply', () => {
  it('merges what was changed in the templates into features with edits, once', async () => {
    await eject()
    await appendFile(at('features/customers/schemas.ts'), '\nexport const mine = 1\n')
    await commit()
    await edit(schemas, shown, '// Ours')
    const planned = await runJson('templates', 'apply', '--dry-run')
    const { json } = await runJson('templates', 'apply')
    expect(json['changes']).toEqual([{ status: 'merge', path: 'features/customers/schemas.ts' }])
    expect(planned.json['changes']).toEqual(json['changes'])
    const text = await read('features/customers/schemas.ts')
    expect(text).toMatch(/\/\/ Ours\n[^]+\nexport const mine = 1\n$/)
    expect(text).not.toContain(shown)

    expect((await runJson('templates', 'apply')).json['changes']).toEqual([])
    await commit()
    expect((await run('templates', 'apply')).stdout).toContain('The templates are as they were at HEAD')
    expect(await states()).toEqual(['edited features/customers/schemas.ts', `edited ${schemas}`])
  })

  it('takes the templates of an older commit, or those of paxx before they were ejected', async () => {
    await eject()
    await edit(schemas, shown, '// Ours')
    await commit()
    expect((await runJson('templates', 'apply', '--since', 'HEAD~2')).json['changes']).toEqual([
      { status: 'update', path: 'features/customers/schemas.ts' },
    ])
  })

  it.each([
    [['--since', 'nowhere'], 'COMMIT_UNKNOWN'],
    [['--since', '--all'], 'COMMIT_UNKNOWN'],
  ])('refuses %j', async (args, code) => {
    await eject()
    expect((await runJson('templates', 'apply', ...args)).json).toMatchObject({ ok: false, error: { code } })
  })
})

describe('paxx templates restore', () => {
  it('gives the former tree byte for byte', async () => {
    const before = await tree()
    await eject()
    expect((await run('templates', 'restore', 'feature')).exitCode).toBe(0)
    expect(await tree()).toEqual(before)
  })

  it('brings the templates of paxx to the features, keeps copies that were edited, and says so', async () => {
    const before = await tree()
    await eject()
    await edit(schemas, shown, '// Ours')
    await run('templates', 'apply')
    const { stdout } = await run('templates', 'restore', 'feature')
    expect(stdout).toContain(`${schemas} was edited, so it stays`)
    expect(await readdir(at('templates'), { recursive: true })).toEqual(['feature', 'feature/schemas.ts.eta'])
    await rm(at('templates'), { recursive: true })
    expect(await tree()).toEqual(before)
  })

  it.each(['apply', 'restore'])('has nothing to %s where nothing was ejected', async (command) => {
    const args = command === 'restore' ? ['feature'] : []
    expect((await runJson('templates', command, ...args)).json).toMatchObject({ error: { code: 'NOT_EJECTED' } })
    expect((await run('templates', 'list')).stdout).toContain('feature  those of paxx')
  })
})
