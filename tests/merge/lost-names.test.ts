import { describe, expect, it } from 'vitest'
import { mergeFile } from '../../src/merge/merge-file.ts'
import { boundNames } from '../../src/merge/text/bindings.ts'
import { hasName, namesIn } from '../../src/merge/text/identifiers.ts'
import { withoutLiterals } from '../../src/merge/text/literals.ts'
import { lostNames } from '../../src/merge/text/lost-names.ts'
import { swap } from './edits.ts'
import { formatter, renderApp } from './fixtures.ts'

const base = renderApp({ features: ['orders'] })
const theirs = renderApp({ features: ['customers', 'orders'] })
const merge = async (ours: string, path = 'app.ts', after = theirs) =>
  await mergeFile(path, base, ours, after, formatter({}, path))

describe('what comes in and uses a name that the user no longer has', () => {
  const renamed = base.replace(/\bapp\b(?!')/g, 'api')

  it('is a conflict: the program would not compile', async () => {
    const { conflicts, lost, text } = await merge(renamed)
    expect(lost).toEqual(['app'])
    expect(conflicts).toEqual([{ line: 30, base: [], ours: [], theirs: ["  app.route('/customers', customers)"] }])
    expect(text).toContain("<<<<<<< yours\n=======\n  app.route('/customers', customers)\n>>>>>>> paxx\n")
    for (const line of renamed.split('\n')) expect(text.split('\n')).toContain(line)
  })

  it.each([
    ['in a comment', `// The app.\n${renamed}`],
    ['in a text', `${renamed}\nexport const what = \`an app \${1}\`\n`],
    ['as a property', `${renamed}\nexport const mine = { app: 1 }.app\n`],
    ['in another layout', renamed.replaceAll("'", '"')],
  ])('is one although the word is there: %s', async (_, ours) => {
    expect((await merge(ours)).conflicts).not.toEqual([])
  })

  it.each([
    [
      'the name of an import',
      swap(base, 'import * as middleware', 'import * as passes').replaceAll('middleware.', 'passes.'),
    ],
    [
      'the name of a destructured constant',
      swap(base, 'const { db, lifecycle', 'const { db: store, lifecycle').replace("'db', db", "'db', store"),
    ],
    ['the name of a parameter', base.replaceAll(/\bresources\b(?!\.ts)/g, 'parts')],
  ])('is one for %s', async (what, ours) => {
    const uses = {
      import: '  app.use(middleware.late)',
      destructured: '  app.use(late(db))',
      parameter: '  app.use(late(resources))',
    }
    const line = Object.entries(uses).find(([word]) => what.includes(word))![1]
    const after = swap(base, '  return app\n', `${line}\n  return app\n`)
    expect((await merge(ours, 'app.ts', after)).conflicts).toMatchObject([{ theirs: [line] }])
  })

  it.each<[name: string, ours: string, after?: string]>([
    ['the name is there', swap(base, '  return app\n', '  void 0\n  return app\n')],
    ['only other code is renamed', base.replaceAll('production', 'live')],
    [
      'it brings the name along',
      renamed,
      swap(base, '  return app\n', '  {\n    const app = 1\n    void app\n  }\n  return app\n'),
    ],
    [
      'it brings a parameter of that name',
      renamed,
      swap(base, '  return app\n', '  void ((app: string) => app.length)\n  return app\n'),
    ],
    ['it says the word only', renamed, swap(base, '  return app\n', "  void 'app' // app\n  return app\n")],
    ['nothing comes', renamed, base],
  ])('is none where %s', async (_, ours, after) => {
    expect((await merge(ours, 'app.ts', after)).conflicts).toEqual([])
  })

  it('is left to the reader in what is no code', async () => {
    const { conflicts } = await mergeFile(
      'a.md',
      'const app\nb\n',
      'const api\nb\n',
      'const app\nb\napp\n',
      formatter({}, 'a.md'),
    )
    expect(conflicts).toEqual([])
  })
})

describe('lostNames', () => {
  it.each([
    ['const a = 1\n', 'const b = 1\n', 'const b = 1\nrun(a)\n', ['a']],
    ['const a = 1\n', 'const a = 1\n', 'const a = 1\nrun(a)\n', []],
    ['run(a)\n', 'run(b)\n', 'run(b)\nrun(a, 1)\n', []],
    ["import { a as b } from 'x'\n", '', 'run(a, b)\n', ['b']],
  ])('of %j, in %j, where %j is to be: %j', (before, ours, result, names) => {
    expect(lostNames(before, ours, result).names).toEqual(names)
  })
})

describe('boundNames', () => {
  it.each([
    ["import a, { b, type C, d as e } from 'x'", ['a', 'b', 'C', 'e']],
    ["import * as a from 'x'\nimport 'y'\nimport type { B } from 'z'", ['a', 'B']],
    ['const a = 1', ['a']],
    ['const { a, b: c, d = e, ...f } = g', ['a', 'c', 'd', 'f']],
    ['const [a, { b }] = c', ['a', 'b']],
    ['export async function a(b: C, { d, e: f }: G = h, ...i: J[]): K {}', ['a', 'b', 'd', 'f', 'i']],
    ['run((a, b) => c, d => e, async (f: G): Promise<H> => i)', ['a', 'b', 'd', 'f']],
    ['class A {}\ninterface B {}\ntype C = D\nenum E {}', ['A', 'B', 'C', 'E']],
    ['try {} catch (a) {}', ['a']],
    ['if (a) {}\nrun(b)\nswitch (c) {}', []],
    ["const a = 'const b = 1' // const c\nconst d = `const e ${(f) => f}`", ['a', 'd', 'f']],
    ['const a = /const b = "/\nconst c = 1 / 2', ['a', 'c']],
  ])('%s', (code, names) => {
    expect([...boundNames(withoutLiterals(code))].toSorted()).toEqual(names.toSorted())
  })
})

describe('namesIn', () => {
  it.each([
    ['a.b(c).d', ['a', 'c']],
    ['run({ a: b, c, ...d })', ['run', 'b', 'c', 'd']],
    ['run(a ? b : c)', ['run', 'a', 'b', 'c']],
    ['run(`a ${b}`, "c", /d/) // e', ['run', 'b']],
    ['a?.b', ['a']],
  ])('%s', (code, names) => {
    expect([...namesIn(withoutLiterals(code))]).toEqual(names)
    for (const name of 'abcde') expect(hasName(withoutLiterals(code), name)).toBe(names.includes(name))
  })
})
