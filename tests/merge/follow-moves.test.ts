import { expect, it } from 'vitest'
import { followMoves } from '../../src/merge/follow-moves.ts'
import { movesSince, readMoves } from '../../src/project/moves.ts'
import { loadTemplates } from '../../src/project/templates.ts'

const moved = new Map([
  ['core/http.ts', 'core/http/router.ts'],
  ['core/server.ts', 'core/http/server.ts'],
  ['core/seeds.ts', 'scripts/seeds.ts'],
])

it.each([
  ['app.ts', "import { a } from '#core/http.ts'", "import { a } from '#core/http/router.ts'"],
  ['app.ts', "import { a } from './core/http.ts'", "import { a } from './core/http/router.ts'"],
  ['scripts/db.ts', "import { a } from '#core/seeds.ts'", "import { a } from './seeds.ts'"],
  ['core/mine.ts', 'export * from "./http.ts"', 'export * from "./http/router.ts"'],
  ['core/http.ts', "import { a } from './errors.ts'", "import { a } from '../errors.ts'"],
  ['core/http.ts', "const a = await import('./server.ts')", "const a = await import('./server.ts')"],
  ['features/a/b.ts', "declare module '#core/http.ts' {", "declare module '#core/http/router.ts' {"],
  ['features/a/b.test.ts', "vi.mock('#core/http.ts')", "vi.mock('#core/http/router.ts')"],
  ['app.ts', "import { b } from '#core/errors.ts'", "import { b } from '#core/errors.ts'"],
  ['app.ts', "const text = '#core/http.ts'", "const text = '#core/http.ts'"],
  ['app.ts', "import hono from 'hono'", "import hono from 'hono'"],
])('in %s, %s becomes %s', (file, before, after) => {
  expect(followMoves(file, before, moved)).toBe(after)
})

it('goes on from one version to the next, and knows nothing of what was before', () => {
  const moves = { '0.2.0': { 'a.ts': 'b.ts', 'x.ts': 'y.ts' }, '0.10.0': { 'b.ts': 'c.ts' } }
  expect(movesSince(moves, '0.1.0')).toEqual(
    new Map([
      ['a.ts', 'c.ts'],
      ['x.ts', 'y.ts'],
      ['b.ts', 'c.ts'],
    ]),
  )
  expect(movesSince(moves, '0.3.0')).toEqual(new Map([['b.ts', 'c.ts']]))
  expect(movesSince(moves, '0.11.0')).toEqual(new Map())
})

it('leads to templates that are there, from where none is', async () => {
  const { project, databases, ids } = await loadTemplates()
  const paths = new Set(
    [project, ...Object.values(databases).map(({ files }) => files), ...Object.values(ids)].flatMap((tree) => [
      ...tree.keys(),
    ]),
  )
  for (const [from, to] of await readMoves('0.1.0')) {
    expect(paths).toContain(to)
    expect(paths).not.toContain(from)
  }
})
