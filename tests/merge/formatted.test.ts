import { describe, expect, it } from 'vitest'
import { mergeFile } from '../../src/merge/merge-file.ts'
import { mergeFormatted } from '../../src/merge/merge-formatted.ts'
import type { FormatOptions } from '../../src/render/format.ts'
import { swap } from './edits.ts'
import { formatter, renderApp, renderRoutes } from './fixtures.ts'

const layouts: [name: string, options: FormatOptions][] = [
  ['semicolons', { semi: true }],
  ['tabs', { useTabs: true }],
  ['80 columns', { printWidth: 80 }],
  ['double quotes', { singleQuote: false }],
  ['all of them', { semi: true, useTabs: true, printWidth: 80, singleQuote: false, trailingComma: 'none' }],
]
const base = renderApp({ features: ['orders'] })
const commands: [name: string, theirs: string][] = [
  ['a feature comes', renderApp({ features: ['customers', 'orders'] })],
  ['a feature goes', renderApp()],
  ['an extension comes', renderApp({ features: ['orders'], redis: true })],
]
const byHand = (text: string): string =>
  swap(
    swap(text, '  app.use(middleware.compressJson)\n', ''),
    '  return app\n',
    "  app.get('/mine', (c) => c.text('mine'))\n  return app\n",
  )

describe.each(layouts)('a user with %s', (_, options) => {
  it.each(commands)("in the project's own format: %s", async (__, theirs) => {
    const format = formatter(options)
    const { text, conflicts } = await mergeFormatted(base, await format(byHand(base)), theirs, format)

    expect(conflicts).toEqual([])
    expect(text).toBe(await format(byHand(theirs)))
  })

  it.each(commands)('in a format that the project does not know: %s', async (__, theirs) => {
    const ours = await formatter(options)(byHand(base))
    const { text, conflicts } = await mergeFormatted(base, ours, theirs, formatter())

    expect(conflicts).toEqual([])
    expect(await formatter()(text)).toBe(await formatter()(byHand(theirs)))
    const came = theirs.split('\n').filter((line) => !base.includes(line))
    const [before, after] = [ours, text].map((whole) => whole.split('\n'))
    expect(after!.filter((line) => !before!.includes(line))).toEqual(came)
  })

  it('routes that go on after the last line: nothing else changes', async () => {
    const format = formatter()
    const ours = await formatter(options)(renderRoutes())
    const theirs = await format(renderRoutes({ archive: true }))
    const { text, conflicts } = await mergeFormatted(renderRoutes(), ours, theirs, format)

    expect(conflicts).toEqual([])
    expect(await format(text)).toBe(theirs)
    const changed = text.split('\n').filter((line) => !ours.includes(line))
    expect(changed.length).toBeLessThan(16)
  })
})

describe('mergeFormatted', () => {
  const format = formatter()

  it('sorts what comes into a formatted file, and leaves an unsorted one as it is', async () => {
    const formatted = "import { a } from 'a'\nimport { d } from 'd'\n\nrun(a, d)\n"
    const theirs = "import { a } from 'a'\nimport { b } from 'b'\nimport { d } from 'd'\n\nrun(a, d)\nrun(b)\n"
    const ours = "import { a } from 'a'\nimport { c } from 'c'\nimport { d } from 'd'\n\nrun(a, d)\nrun(c)\n"
    const unsorted = "import { d } from 'd'\nimport { c } from 'c'\nimport { a } from 'a'\n\nrun(a, d)\nrun(c)\n"

    const sorted =
      "import { a } from 'a'\nimport { b } from 'b'\nimport { c } from 'c'\nimport { d } from 'd'\n\nrun(a, d)\nrun(b)\nrun(c)\n"
    expect((await mergeFormatted(formatted, ours, theirs, format)).text).toBe(sorted)
    const merged = (await mergeFormatted(formatted, unsorted, theirs, format)).text
    expect(await format(merged)).toBe(sorted)
    expect(merged.split('\n').filter((line) => unsorted.includes(line))).toEqual(unsorted.split('\n'))
  })

  it('merges a text that does not parse as it stands', async () => {
    const ours = 'const u = (\nconst a = 1\nconst b = 2\n'
    const { text, conflicts } = await mergeFormatted(
      'const a = 1\nconst b = 2\n',
      ours,
      'const a = 1\nconst b = 2\nconst t = 3\n',
      format,
    )
    expect(text).toBe(`${ours}const t = 3\n`)
    expect(conflicts).toEqual([])
  })

  it('conflicts in the lines that matter alone, whatever the format', async () => {
    const ours = await formatter(layouts.at(-1)![1])(swap(base, "'/orders', orders", "'/api/orders', orders"))
    const { text, conflicts } = await mergeFormatted(base, ours, renderApp(), format)
    expect(conflicts).toMatchObject([
      { base: ["  app.route('/orders', orders)"], ours: ["  app.route('/api/orders', orders)"], theirs: [] },
    ])
    expect(text.split('\n').filter((line) => ours.split('\n').includes(line)).length).toBeGreaterThan(30)
  })

  it('takes a merge for a conflict that no longer parses', async () => {
    const { conflicts } = await mergeFormatted(
      'run(a)\nconst b = 1\n',
      'if (u) {\n  run(a)\n}\nconst b = 1\n',
      'run(a)\nelsewhere: while (t) break elsewhere\nconst b = 1\n',
      async (text) => {
        if (text.includes('if') && text.includes('while')) throw new Error('no')
        return text
      },
    )
    expect(conflicts).toHaveLength(1)
  })

  it('keeps line ends, byte order mark and end of file', async () => {
    const ours = '\uFEFFconst a = 1;\r\nconst u = 2;\r\nconst b = 3;'
    const { text } = await mergeFormatted(
      'const a = 1\nconst b = 3\n',
      ours,
      'const t = 0\nconst a = 1\nconst b = 3\n',
      format,
    )
    expect(text).toBe('\uFEFFconst t = 0\r\nconst a = 1;\r\nconst u = 2;\r\nconst b = 3;')
  })

  it('merges JSON with comments by line', async () => {
    const { text, conflicts } = await mergeFile(
      'tsconfig.json',
      '{\n  "a": 1,\n  "b": 2\n}\n',
      '{\n  // mine\n  "a": 1,\n  "b": 2\n}\n',
      '{\n  "a": 1,\n  "t": 1,\n  "b": 2\n}\n',
      formatter({}, 'tsconfig.json'),
    )
    expect(conflicts).toEqual([])
    expect(text).toBe('{\n  // mine\n  "a": 1,\n  "t": 1,\n  "b": 2\n}\n')
  })

  it('formats JSON that was formatted, and only such', async () => {
    const tsconfig = formatter({}, 'tsconfig.json')
    const merge = async (ours: string) =>
      (await mergeFile('tsconfig.json', '{ "a": ["x"] }\n', ours, '{ "a": ["x"], "t": ["y"] }\n', tsconfig)).text
    expect(await merge('{\n  "a": ["x"],\n  "u": 1\n}\n')).toBe('{\n  "a": ["x"],\n  "t": ["y"],\n  "u": 1\n}\n')
    expect(await merge('{\n   "a": ["x"],\n   "u": 1\n}\n')).toBe(
      '{\n   "a": ["x"],\n   "t": [\n      "y"\n   ],\n   "u": 1\n}\n',
    )
  })
})
