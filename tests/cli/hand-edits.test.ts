import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paxx, repo, snapshot, temporaryFolder } from '../support.ts'
import { answersEdits, appEdits, featureEdits, type HandEdit, manifestEdits, settingsEdits } from './hand-edits.ts'

const feature = ['feature', 'create', 'customers', 'name:string']
const field = ['field', 'add', 'orders', 'gift:boolean:default=false']
const extension = ['add', 'redis', '--no-install']
const cases = [
  ...[...appEdits, ...answersEdits, ...manifestEdits].map((edit) => ({ ...edit, command: feature })),
  ...featureEdits.map((edit) => ({ ...edit, command: field })),
  ...settingsEdits.map((edit) => ({ ...edit, command: extension })),
]

let folder: string
/** A project as it was made, and the same after each of the commands. */
const made = (state: string) => path.join(folder, state)
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'paxx-edits-'))
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git'], { cwd: folder })
  await paxx(['feature', 'create', 'orders', 'total:integer:min=0', 'status:enum=open,paid:default=open'], {
    cwd: made('shop'),
  })
  for (const command of [feature, field, extension]) {
    await cp(made('shop'), made(command[0]!), { recursive: true })
    await paxx(command, { cwd: made(command[0]!) })
  }
})
afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }))

const read = async (...segments: string[]) => await readFile(path.join(...segments), 'utf8').catch(() => undefined)

/** The lines of a text, without what a layout puts into them. */
const lines = (text: string): string[] =>
  text.split('\n').map((line) => line.replaceAll(/[\s;\uFEFF]|,$/g, '').replaceAll('"', "'"))
const words = (text: string): string[] => (text.match(/\w+/g) ?? []).toSorted()
const without = <T>(all: readonly T[], some: readonly T[]): T[] => {
  const rest = [...all]
  for (const item of some) if (rest.includes(item)) rest.splice(rest.indexOf(item), 1)
  return rest
}

/** A project with an edit by hand, and what a command then did. */
async function run({ file, edit, command }: (typeof cases)[number]) {
  const shop = path.join(await temporaryFolder(), 'shop')
  await cp(made('shop'), shop, { recursive: true })
  const before = (await read(shop, file))!
  const ours = edit(before)
  expect(ours).not.toBe(before)
  await (ours === undefined ? rm(path.join(shop, file)) : writeFile(path.join(shop, file), ours))
  const tree = await snapshot(shop)
  return { shop, before, ours, tree, ...(await paxx(command, { cwd: shop })) }
}

const titled = (edits: typeof cases) => edits.map((edit) => ({ ...edit, title: `${edit.file}: ${edit.name}` }))
const stopping = (edit: HandEdit) => edit.stops !== undefined

it('is a table of more than twenty edits', () => {
  expect(cases.length).toBeGreaterThan(20)
  expect(cases.filter(stopping).length).toBeGreaterThan(2)
})

describe('after an edit by hand a command works, and the edit is there', () => {
  it.each(titled(cases.filter((edit) => !stopping(edit))))('$title', async (given) => {
    const { shop, before, ours, exitCode, stderr } = await run(given)
    const after = (await read(made(given.command[0]!), given.file))!
    const result = await read(shop, given.file)

    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    if (given.stays) {
      expect(result).toBe(ours)
      return
    }
    const [came, went] = [without(words(after), words(before)), without(words(before), words(after))]
    expect(words(result!)).toEqual([...without(words(ours!), went), ...came].toSorted())
    if (!given.file.endsWith('.json')) {
      const untouched = without(lines(ours!), without(lines(before), lines(after)))
      expect(without([...untouched, ...without(lines(after), lines(before))], lines(result!))).toEqual([])
    }
    expect(result!.includes('\r')).toBe(ours!.includes('\r'))
    expect(result!.startsWith('\uFEFF')).toBe(ours!.startsWith('\uFEFF'))
    if (given.file.endsWith('.ts')) await expectNames(shop, given.file)
  })
})

/** The file parses, and every name in it is declared: as much as can be known without the project's dependencies. */
async function expectNames(shop: string, file: string): Promise<void> {
  const oxlint = path.join(repo, 'node_modules/.bin/oxlint')
  await writeFile(path.join(shop, '.oxlintrc.json'), '{ "env": { "node": true } }')
  const { stdout } = await execa(oxlint, ['--allow=all', '--deny=no-undef', file], { cwd: shop, reject: false })
  expect(stdout).toContain('Found 0 warnings and 0 errors.')
}

describe('after an edit by hand that it cannot merge, a command stops, and says what would have to be there', () => {
  it.each(titled(cases.filter(stopping)))('$title', async (given) => {
    const { shop, before, tree, exitCode, stderr } = await run(given)
    const after = (await read(made(given.command[0]!), given.file))!

    expect(exitCode).toBe(1)
    expect(await snapshot(shop)).toEqual(tree)
    expect(stderr).toContain(`${given.file}: ${given.stops}.`)
    const [old, fresh] = [before.split('\n'), after.split('\n')]
    for (const line of without(fresh, old)) expect(stderr.split('\n')).toContain(`    + ${line}`)
    for (const line of without(old, fresh)) expect(stderr.split('\n')).toContain(`    - ${line}`)
  })
})
