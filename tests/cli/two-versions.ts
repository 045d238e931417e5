import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { packed, type Ran, type Released, repo } from '../support.ts'

/** Runs one of two versions of paxx. */
export type RunVersion = (args: readonly string[], cwd: string, env?: Record<string, string>) => Promise<Ran>

const runner =
  (entry: string): RunVersion =>
  async (args, cwd, env = {}) => {
    const { exitCode, stdout, stderr } = await execa(process.execPath, [entry, ...args], { cwd, env, reject: false })
    return { exitCode, stdout, stderr }
  }

/** Installs a version that users have in a folder, outside of any project. */
export async function installOld(folder: string, version: Released): Promise<{ run: RunVersion; installed: string }> {
  const flags = ['--silent', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  await execa('npm', ['install', '--prefix', folder, ...flags, packed(version)], { cwd: folder })
  const installed = path.join(folder, 'node_modules/paxx')
  return { run: runner(path.join(installed, 'bin/paxx.cjs')), installed }
}

/** A change that the next version makes of a template: every place of some text, each of which has to be there. */
type TemplateEdit = readonly [template: string, before: string, after: string]

export interface NextTemplates {
  readonly edits: readonly TemplateEdit[]
  readonly added: Readonly<Record<string, string>>
  readonly removed: readonly string[]
}

/** This paxx as its next version would be: with another number, other templates, and a word on them in its changelog. */
export async function makeNext(
  folder: string,
  version: string,
  { edits, added, removed }: NextTemplates,
): Promise<RunVersion> {
  for (const entry of ['src', 'bin', 'templates', 'package.json', 'LICENSE', 'README.md']) {
    await cp(path.join(repo, entry), path.join(folder, entry), { recursive: true })
  }
  for (const entry of ['dist', 'node_modules']) await symlink(path.join(repo, entry), path.join(folder, entry))

  const rewrite = async (file: string, change: (text: string) => string) => {
    const text = await readFile(path.join(folder, file), 'utf8')
    const changed = change(text)
    if (changed === text) throw new Error(`${file} has not what the next version would change`)
    await writeFile(path.join(folder, file), changed)
  }
  await rewrite('package.json', (text) => text.replace(/"version": "[^"]+"/, `"version": "${version}"`))
  for (const [file, before, after] of edits)
    await rewrite(`templates/${file}`, (text) => text.replaceAll(before, after))
  for (const [file, text] of Object.entries(added)) {
    await mkdir(path.dirname(path.join(folder, 'templates', file)), { recursive: true })
    await writeFile(path.join(folder, 'templates', file), text)
  }
  for (const file of removed) await rm(path.join(folder, 'templates', file))
  const changelog = await readFile(path.join(repo, 'CHANGELOG.md'), 'utf8')
  const section = `## ${version}\n\n### Minor Changes\n\n- Answers name\n  their server.\n\n`
  await writeFile(path.join(folder, 'CHANGELOG.md'), changelog.replace(/^## /m, `${section}## `))
  return runner(path.join(folder, 'src/cli.ts'))
}
