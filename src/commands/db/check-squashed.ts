import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Project } from '../../project/find.ts'
import { listMigrationNames } from '../../project/migrations.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { askScript } from '../wrapper.ts'
import { bareName } from './plan-squash.ts'
import { requireSame } from './require-same.ts'

/**
 * Checks a database that is about to be told that a migration does the work of those that it has.
 * @throws UsageError where its tables are not what they make
 */
export async function checkSquashed(project: Project, args: GlobalArgs): Promise<void> {
  const { root } = project
  const files = await listMigrationNames(root)
  const replacing = new Map<string, string>()
  for (const file of files) {
    const [, list = ''] = replaces.exec(await readFile(path.join(root, 'migrations', file), 'utf8')) ?? []
    for (const [, name] of list.matchAll(/['"]([^'"]+)['"]/g)) replacing.set(name!, bareName(file))
  }
  if (replacing.size === 0) return
  const { migrations } = await askScript(root, 'db', ['history'])
  const applied = (migrations as readonly { readonly name: string }[]).map(({ name }) => name)
  const names = new Set(applied.map((name) => replacing.get(name) ?? name))
  const isTold = applied.every((name) => applied.includes(replacing.get(name) ?? name))
  // What it lacks is said by the project itself.
  const isWhole = [...replacing].every(([name, by]) => !names.has(by) || applied.includes(name) || applied.includes(by))
  if (isTold || !isWhole) return
  await requireSame(project, [...names].toSorted(), args)
}

/** As `paxx db squash` writes it, whatever became of its lines. */
const replaces = /^export const replaces = \[([^\]]*)\]/m
