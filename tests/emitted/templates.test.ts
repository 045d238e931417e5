import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { copyOfShop, succeed } from './shop.ts'

it('a project has templates of its own, which no tool of the project takes for code', async () => {
  const cwd = await copyOfShop()
  await succeed('npx', ['paxx', 'templates', 'eject', 'feature'], { cwd })
  const template = path.join(cwd, 'templates/feature/routes.ts.eta')
  await writeFile(template, (await readFile(template, 'utf8')).replace("'List <%= titles %>'", "'All <%= titles %>'"))
  for (const feature of [
    ['customers', 'email:email:unique', 'name:string'],
    ['orders', 'customer:references', 'total:integer:min=0', 'notes:text:optional'],
  ]) {
    await succeed('npx', ['paxx', 'feature', 'create', ...feature], { cwd })
  }
  await succeed('npm', ['run', 'check'], { cwd })
  await succeed('npm', ['test'], { cwd })
  await succeed('npm', ['run', 'build'], { cwd })
  expect(await readdir(path.join(cwd, 'dist'))).not.toContain('templates')
  const routes = await readFile(path.join(cwd, 'features/orders/routes.ts'), 'utf8')
  expect(routes).toContain("operation('All orders'")
})
