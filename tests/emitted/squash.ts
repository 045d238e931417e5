import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { paxxJson } from '../support.ts'

/**
 * Makes one of a project's migrations, and expects that a database that has all of them is told so, and that one that has
 * none gets by it what the first one has.
 */
export async function expectSquash(cwd: string, [full, empty]: readonly [full: string, empty: string]): Promise<void> {
  const paxx = async (url: string, ...args: string[]) =>
    (await paxxJson(['db', ...args], { cwd, env: { DATABASE_URL: url } })).json
  const squashed = await paxx(full, 'squash', '--allow-dirty')
  expect(squashed).toMatchObject({ ok: true, migration: expect.stringContaining('_until_') })
  expect(readdirSync(path.join(cwd, 'migrations'))).toEqual([`${squashed['migration']}.ts`])
  for (const url of [full, empty]) {
    expect(await paxx(url, 'upgrade')).toMatchObject({ applied: [squashed['migration']] })
    expect(await paxx(url, 'downgrade')).toMatchObject({ ok: false })
  }
  expect(await paxx(full, 'diff', empty, full)).toMatchObject({ source: null })
  expect(await paxx(full, 'check')).toMatchObject({ ok: true, differences: [] })
}
