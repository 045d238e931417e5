import { CamelCasePlugin } from 'kysely'
import { describe, expect, it } from 'vitest'
import { comesBack, hasKey, keyOf } from '../../src/schema/models/print/key.ts'

/** As the projects have it. */
class Plugin extends CamelCasePlugin {
  readonly said = (key: string): string => this.snakeCase(key)
  readonly given = (name: string): string => this.camelCase(name)
}
const plugin = new Plugin({ maintainNestedObjectKeys: true })
const lower = (name: string): string => name.toLowerCase()

describe('the key of a column is what CamelCasePlugin makes of its name:', () => {
  it.each([
    'created_at',
    'createdAt',
    'AlbumId',
    'ID',
    'FirstName',
    '_rank',
    '__typename',
    'rank_',
    'a__b',
    'address_2',
    'address_line_1',
    'address2',
    'line1_of_2',
    'x',
    'with space',
  ])('%s', (name) => {
    const key = keyOf(name)
    expect(hasKey(name, lower)).toBe(lower(plugin.said(key)) === lower(name))
    if (hasKey(name, lower)) expect(comesBack(name)).toBe(plugin.given(name) === key)
  })
})
