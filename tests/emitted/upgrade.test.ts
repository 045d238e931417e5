import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, inject, it } from 'vitest'
import { swap } from '../merge/edits.ts'
import { packed, released, temporaryFolder } from '../support.ts'
import { run, succeed } from './shop.ts'

/** As `docs/upgrading.md` says it. */
const newPaxx = (...args: string[]) => ['--yes', '--package', '../paxx-new.tgz', 'paxx', ...args]

/** Those between are upgraded by `tests/cli/upgrade.test.ts`, without what they depend on. */
const tried = [...released.slice(0, 2), released.at(-1)!]

it.each(tried)('a project of %s, with edits, is upgraded as its user would, and stays green', async (version) => {
  const folder = await temporaryFolder()
  const cwd = path.join(folder, 'shop')
  const at = (file: string) => path.join(cwd, file)
  const edit = async (file: string, before: string, after: string) => {
    await writeFile(at(file), swap(await readFile(at(file), 'utf8'), before, after))
  }
  await copyFile(inject('tarball'), path.join(folder, 'paxx-new.tgz'))
  await succeed('npx', ['--yes', '--package', packed(version), 'paxx', 'bootstrap', 'shop'], { cwd: folder })
  await succeed('npx', ['paxx', 'feature', 'create', 'customers', 'email:email:unique', 'name:string'], { cwd })
  await succeed('npx', ['paxx', 'feature', 'create', 'orders', 'customer:references', 'total:integer:min=0'], { cwd })
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
  await edit('app.ts', '\n  if (!production)', "\n  app.get('/hello', (c) => c.text('hello'))\n\n  if (!production)")
  await edit('features/orders/services.ts', '  return found\n', '  return { ...found }\n')
  await succeed('git', ['add', '--all'], { cwd })
  await succeed('git', ['commit', '--quiet', '--message', 'customers, orders and edits'], { cwd })

  expect((await run('npx', newPaxx('upgrade', '--check'), { cwd })).exitCode).toBe(2)
  await succeed('npx', newPaxx('upgrade'), { cwd })

  const { paxx } = JSON.parse(await readFile(at('paxx.json'), 'utf8')) as { paxx: string }
  expect(paxx).not.toBe(version)
  expect(await readdir(at('vendor'))).toEqual([`paxx-${paxx}.tgz`])
  expect(await succeed('npx', ['paxx', '--version'], { cwd })).toBe(paxx)
  expect(await readFile(at('package-lock.json'), 'utf8')).not.toContain(`vendor/paxx-${version}.tgz`)
  expect(await readFile(at('app.ts'), 'utf8')).toContain("app.get('/hello'")
  expect(await readFile(at('features/orders/services.ts'), 'utf8')).toContain('return { ...found }')

  await succeed('npm', ['run', 'check'], { cwd })
  await succeed('npm', ['test'], { cwd })
  await succeed('npx', ['paxx', 'db', 'check'], { cwd })
  const edited = (await succeed('npx', ['paxx', 'status'], { cwd })).match(/^edited .*/gm)
  expect(edited).toEqual(['edited  app.ts', 'edited  features/orders/services.ts'])
  expect(await succeed('npx', ['paxx', 'upgrade'], { cwd })).toContain('There is nothing to do')
})
