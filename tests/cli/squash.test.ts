import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { paxx, paxxJson, temporaryFolder } from '../support.ts'

/** What git needs to commit where nobody has said who he is. */
const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']

it('paxx db squash is refused before anything runs where nobody else can have the migrations', async () => {
  const folder = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git'], { cwd: folder })
  const cwd = path.join(folder, 'shop')
  const squash = async (...args: string[]) => (await paxxJson(['db', 'squash', ...args], { cwd })).json['error']
  const git = async (...args: string[]) => await execa('git', [...author, ...args], { cwd })
  const write = async (name: string) => {
    await mkdir(path.join(cwd, 'migrations'), { recursive: true })
    await writeFile(path.join(cwd, `migrations/${name}.ts`), 'export async function up() {}\n')
  }
  const commit = async () => {
    await git('add', '--all')
    await git('commit', '--quiet', '--no-verify', '--message', 'more')
  }
  expect(await squash()).toMatchObject({ code: 'NOT_INSTALLED' })
  await mkdir(path.join(cwd, 'node_modules'))
  await write('20260101000000_a')
  expect(await squash()).toMatchObject({ code: 'NOTHING_TO_SQUASH' })
  await write('20260101000001_b')
  expect(await squash('20260101')).toMatchObject({ code: 'MIGRATION_UNKNOWN' })
  expect(await squash()).toMatchObject({ code: 'NOT_COMMITTED', message: expect.stringContaining('no git repository') })

  await git('init', '--quiet', '--initial-branch=main')
  await commit()
  await git('clone', '--quiet', '--bare', '.', path.join(folder, 'shared.git'))
  await git('remote', 'add', 'origin', path.join(folder, 'shared.git'))
  await git('fetch', '--quiet', 'origin')
  await git('branch', '--set-upstream-to=origin/main')
  await write('20260101000002_c')
  expect(await squash()).toMatchObject({
    code: 'NOT_COMMITTED',
    message: expect.stringContaining('20260101000002_c.ts'),
  })
  await commit()
  expect(await squash()).toMatchObject({ code: 'NOT_SHARED', message: expect.stringContaining('20260101000002_c.ts') })
  const { stdout } = await paxx(['complete', '--', 'db', 'squash', '20260101000001'], { cwd })
  expect(stdout).toBe('20260101000001_b')
  // What is shared goes on to ask the project, which is not installed.
  expect(await squash('20260101000001_b')).toMatchObject({ code: 'SCRIPT_FAILED' })
})
