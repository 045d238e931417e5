import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { workspaceAround } from '../../src/project/workspace.ts'
import { temporaryFolder } from '../support.ts'

describe('workspaceAround', () => {
  it.each([
    ['package.json', '{ "workspaces": ["apps/*"] }', true],
    ['package.json', '{ "workspaces": { "packages": ["./apps/*/"] } }', true],
    ['package.json', '{ "workspaces": ["apps/shop"] }', true],
    ['package.json', '{ "workspaces": ["**"] }', true],
    ['package.json', '{ "workspaces": ["{apps,packages}/*"] }', true],
    ['package.json', '{ "workspaces": ["apps/**/*"] }', true],
    ['package.json', '{ "workspaces": ["apps/*", "!apps/shop"] }', false],
    ['package.json', '{ "workspaces": ["packages/*", "apps"] }', false],
    ['package.json', '{ "name": "apps" }', false],
    ['package.json', 'no JSON', false],
    ['pnpm-workspace.yaml', "packages:\n  # All of them\n  - 'apps/*'\n  - packages/*\n", true],
    ['pnpm-workspace.yaml', 'catalog: {}\npackages:\n- "apps/**"\nallowBuilds:\n  esbuild: false\n', true],
    ['pnpm-workspace.yaml', "packages:\n  - 'apps/*'\n  - '!apps/shop'\n", false],
    ['pnpm-workspace.yaml', "onlyBuiltDependencies:\n  - 'apps/*'\n", false],
  ])('%s: %s', async (file, text, takesIt) => {
    const root = await temporaryFolder()
    await writeFile(path.join(root, file), text)
    expect(await workspaceAround(path.join(root, 'apps/shop'))).toEqual(takesIt ? { root, file } : undefined)
  })
})
