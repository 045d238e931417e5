import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** What each file of `src/` imports of it; what is loaded only when it is needed (`import()`) apart. */
const imports = new Map<string, { readonly first: string[]; readonly later: string[] }>()
let rooms: string[]

beforeAll(async () => {
  const map = await readFile(path.join(root, 'CONTRIBUTING.md'), 'utf8')
  rooms = [...map.matchAll(/^src\/(\w+)\/ /gm)].map(([, room]) => room!)
  for (const entry of await readdir(path.join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    const leadsTo = (pattern: RegExp) =>
      [...text.matchAll(pattern)].map(([, to]) => path.relative(root, path.resolve(path.dirname(file), to!)))
    imports.set(path.relative(root, file), {
      first: leadsTo(/ from '(\.[^']+)'/g),
      later: leadsTo(/import\('(\.[^']+)'\)/g),
    })
  }
})

const roomOf = (file: string): string => /^src\/(\w+)\//.exec(file)?.[1] ?? ''

it('is that of CONTRIBUTING: each room is in it, and no import leads up', () => {
  const found = new Set([...imports.keys()].map(roomOf).filter(Boolean))
  expect(rooms.toSorted()).toEqual([...found].toSorted())
  const up = [...imports].flatMap(([file, { first, later }]) =>
    [...first, ...later]
      .filter((to) => roomOf(file) && roomOf(to) && rooms.indexOf(roomOf(to)) < rooms.indexOf(roomOf(file)))
      .map((to) => `${file} → ${to}`),
  )
  expect(up).toEqual([])
})

it('has no circle, of types neither', () => {
  const circles: string[][] = []
  const done = new Set<string>()
  const visit = (file: string, behind: readonly string[]): void => {
    if (behind.includes(file)) return void circles.push([...behind.slice(behind.indexOf(file)), file])
    if (done.has(file)) return
    for (const next of imports.get(file)?.first ?? []) visit(next, [...behind, file])
    done.add(file)
  }
  for (const file of imports.keys()) visit(file, [])
  expect(circles).toEqual([])
})
