import { describe, expect, it } from 'vitest'
import { mergeFile } from '../../src/merge/merge-file.ts'
import { wantedEdits } from '../../src/merge/text/wanted.ts'
import { appEdits, manifestEdits, routesEdits } from './edits.ts'
import { formatter, renderApp, renderManifest, renderRoutes } from './fixtures.ts'

const lines = (text: string): string[] => text.split('\n')

/** The words of a text, which no formatting changes. */
const words = (text: string): string[] => (text.match(/\w+/g) ?? []).toSorted()

const without = (all: readonly string[], some: readonly string[]): string[] => {
  const rest = [...all]
  for (const item of some) if (rest.includes(item)) rest.splice(rest.indexOf(item), 1)
  return rest
}

/** Merges, and checks that all that either side changed is there, and that a formatted file stays so. */
async function merge(path: string, base: string, ours: string, theirs: string): Promise<number> {
  const format = formatter({}, path)
  const { text, conflicts } = await mergeFile(path, base, ours, theirs, format)
  if (conflicts.length > 0) return conflicts.length
  expect(words(text)).toEqual(
    [...without(words(ours), without(words(base), words(theirs))), ...without(words(theirs), words(base))].toSorted(),
  )
  if ((await format(ours)) === ours) expect(await format(text)).toBe(text)
  else expect(await format(text)).toBe(await format(await format(text)))
  return 0
}

describe('app.ts: edits by hand and commands', () => {
  const base = renderApp({ features: ['orders'] })
  const commands = {
    'feature create customers': renderApp({ features: ['customers', 'orders'] }),
    'feature remove orders': renderApp(),
    'add redis': renderApp({ features: ['orders'], redis: true }),
  }
  const cases = appEdits.flatMap(({ name, edit }) =>
    Object.entries(commands).map(([command, theirs]) => ({ name, edit, command, theirs })),
  )

  it('are 39 cases, and what the templates render is formatted', async () => {
    expect(cases).toHaveLength(39)
    for (const text of [base, ...Object.values(commands)]) expect(await formatter()(text)).toBe(text)
  })

  it.each(cases)('$name, then $command', async ({ name, edit, command, theirs }) => {
    // The user changed the very line that goes.
    const rightful = name === 'a prefix for a feature' && command === 'feature remove orders' ? 1 : 0
    expect(await merge('app.ts', base, edit(base), theirs)).toBe(rightful)
  })
})

describe('routes.ts: edits by hand and a route that comes', () => {
  const base = renderRoutes()
  const cases = routesEdits.flatMap((edit) => [
    { ...edit, route: 'search', theirs: renderRoutes({ search: true }) },
    { ...edit, route: 'archive', theirs: renderRoutes({ archive: true }) },
  ])

  it.each(cases)('$name, then $route', async ({ edit, theirs }) => {
    const format = formatter({}, 'routes.ts')
    expect(await merge('routes.ts', await format(base), edit(base), await format(theirs))).toBe(0)
  })
})

describe('package.json: edits by hand and an extension that comes, goes, or is newer', () => {
  const cases = manifestEdits.flatMap((edit) => [
    { ...edit, command: 'add redis', from: {}, to: { redis: true } },
    { ...edit, command: 'remove redis', from: { redis: true }, to: {} },
    { ...edit, command: 'upgrade', from: {}, to: { hono: '4.13.5' } },
  ])

  it.each(cases)('$name, then $command', async ({ edit, from, to }) => {
    const [base, theirs] = [renderManifest(from), renderManifest(to)]
    const ours = edit(base)
    const { text, conflicts } = await mergeFile('package.json', base, ours, theirs, formatter({}, 'package.json'))

    expect(conflicts).toEqual([])
    expect(JSON.parse(text)).toEqual(JSON.parse(edit(theirs)))
    expect(text.endsWith('\n')).toBe(ours.endsWith('\n'))
    const untouched = lines(ours).filter((line) => lines(base).includes(line) && lines(theirs).includes(line))
    expect(without(untouched, lines(text))).toEqual([])
  })
})

it('says which lines to add by hand, where it stops', () => {
  const base = renderApp({ features: ['orders'] })

  expect(wantedEdits(base, renderApp({ features: ['customers', 'orders'] }))).toEqual([
    { line: 7, removed: [], added: ["import { customers } from '#features/customers/routes.ts'"] },
    { line: 30, removed: [], added: ["  app.route('/customers', customers)"] },
  ])
})
