import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathExists } from 'fs-extra/esm'
import { cleanly } from '../apply/interrupt.ts'
import { UsageError } from '../errors.ts'
import type { Project } from '../project/find.ts'
import type { Tree } from '../render/tree.ts'
import { vendoredPath } from '../render/vendored.ts'
import { capture, type Captured } from './run.ts'

/** The version of the paxx that a project has installed; nothing where it has none. */
export async function installedVersion(root: string): Promise<string | undefined> {
  const text = await readFile(path.join(paxxIn(root), 'package.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(text) as { version?: string }).version
}

/**
 * What a project's answers render to with the paxx that it was made by: the one that it has installed, or the packed copy
 * in its `vendor/`, installed into a temporary folder.
 * @throws UsageError where it has neither
 */
export async function renderBefore({ root, answers }: Project): Promise<Tree> {
  if ((await installedVersion(root)) === answers.paxx) {
    const ran = await renderBy(paxxIn(root), root)
    // What was installed on another machine, or in part, does not run.
    if (ran.exitCode === 0) return treeOf(ran)
  }
  const copy = vendoredPath(answers.paxx)
  if (await pathExists(path.join(root, copy))) return await renderByCopy(path.join(root, copy), root)
  throw new UsageError(
    'BASE_MISSING',
    `What paxx ${answers.paxx} wrote is not known: it is not installed here, and ${copy} is not there.`,
    `Bring that file back from the project's history: git log --diff-filter=D -- ${copy} finds where it went.`,
  )
}

const paxxIn = (folder: string): string => path.join(folder, 'node_modules', 'paxx')

/** The project stays the current folder: that is where the answers are, and all that they name. */
const renderBy = async (paxx: string, root: string, interrupted?: AbortSignal): Promise<Captured> =>
  await capture(
    { file: process.execPath, args: [path.join(paxx, 'bin/paxx.cjs'), 'render', '--json'], cwd: root },
    interrupted,
  )

async function renderByCopy(copy: string, root: string): Promise<Tree> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-'))
  const cleanUp = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  return await cleanly(async (interrupted) => {
    const quiet = ['--silent', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--prefer-offline']
    const args = ['install', '--prefix', folder, ...quiet, copy]
    const installed = await capture({ file: 'npm', args, cwd: folder }, interrupted)
    const ran = installed.exitCode === 0 ? await renderBy(paxxIn(folder), root, interrupted) : installed
    interrupted.throwIfAborted()
    if (ran.exitCode === 0) return treeOf(ran)
    throw new UsageError(
      'BASE_FAILED',
      `The project's own paxx, ${path.relative(root, copy)}, does not run: ${lastLine(ran)}`,
      "Install the project's dependencies, that paxx among them, and run it again.",
    )
  }, cleanUp)
}

function treeOf({ stdout }: Captured): Tree {
  const { files } = JSON.parse(stdout) as { files: { path: string; mode: number; content: string }[] }
  return new Map(files.map(({ path: file, mode, content }) => [file, { content, mode }]))
}

const lastLine = ({ stdout, stderr }: Captured): string => (stderr.trim() || stdout.trim()).split('\n').at(-1)!
