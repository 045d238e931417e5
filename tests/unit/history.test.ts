import { describe, expect, it } from 'vitest'
import { isSelfContained, keysOf } from '../../src/worker/history.ts'

const texts = ['a', 'b', 'c'].map((name) => ({ name, text: `// ${name}` }))

describe('the keys of migrations', () => {
  it('stand for all up to each of them', () => {
    const keys = keysOf(texts, 'here')
    expect(new Set(keys).size).toBe(3)
    expect(keysOf(texts.slice(0, 2), 'here')).toEqual(keys.slice(0, 2))
    expect(keysOf([...texts.slice(0, 2), { name: 'c', text: '' }], 'here').slice(0, 2)).toEqual(keys.slice(0, 2))
  })

  it.each([
    ['text', [{ name: 'a', text: '' }, ...texts.slice(1)], 'here'],
    ['name', [{ name: 'aa', text: texts[0]!.text }, ...texts.slice(1)], 'here'],
    ['order', texts.toReversed(), 'here'],
    ['environment', texts, 'there'],
  ])('are others for another %s', (_, others, environment) => {
    const keys = new Set(keysOf(texts, 'here'))
    expect(keysOf(others, environment).filter((key) => keys.has(key))).toEqual([])
  })

  it('end before the first that needs more than its text', () => {
    expect(keysOf([texts[0]!, { name: 'b', text: "import '../b.ts'" }, texts[2]!], 'here')).toHaveLength(1)
  })
})

describe('a migration', () => {
  it.each([
    `import { type Kysely, sql } from 'kysely'`,
    `import { jsonArrayFrom } from 'kysely/helpers/sqlite'`,
    `import type { Kysely } from "kysely"\nexport async function up(db: Kysely<unknown>) {}`,
    `import {\n  type Kysely,\n  sql,\n} from 'kysely'\nexport const processes = sql\`important\``,
    '',
  ])('is self-contained: %s', (text) => expect(isSelfContained(text)).toBe(true))

  it.each([
    `import { name } from '../name.ts'`,
    `import '../name.ts'`,
    `import { sql } from 'kysely'\nimport { name } from '../name.ts'`,
    `import { sql } from 'kysely'; import { name } from '../name.ts'`,
    `import name from '../kysely'`,
    `import { readFileSync } from 'node:fs'`,
    `export { up } from './other.ts'`,
    `export * from './other.ts'`,
    `const { up } = await import('./other.ts')`,
    `const { up } = require('./other.js')`,
    `const name = process.env.NAME`,
    `const name = globalThis['process'].env.NAME`,
    `const url = import.meta.url`,
  ])('may need more than its text: %s', (text) => expect(isSelfContained(text)).toBe(false))
})
