import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { cleanly } from '../apply/interrupt.ts'
import { checkPaths } from '../apply/paths.ts'
import { UsageError } from '../errors.ts'
import type { Project } from '../project/find.ts'
import { packageRoot } from '../project/package-root.ts'
import type { Tree } from '../render/tree.ts'
import { findOwnPaxx, type OwnPaxx } from './own-paxx.ts'
import { pack, type PackageFiles } from './pack.ts'
import { capture, type Captured } from './run.ts'

/** Asks whether code that came with a project may run; throws where it may not. */
export type MayRun = (own: OwnPaxx) => Promise<void>

/**
 * What a project's answers render to with the paxx that it was made by. That is code which came with the project: it runs
 * where it is known or, by `mayRun`, trusted, from a temporary folder and with no other file of the project beside it.
 * @throws UsageError where there is none, or it may not run
 */
export async function renderBefore(project: Project, mayRun: MayRun): Promise<Tree> {
  const own = await findOwnPaxx(project)
  if (!own.isKnown) await mayRun(own)
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-'))
  const cleanUp = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  return await cleanly(async (interrupted) => {
    const installed = await install(own.files, folder, interrupted)
    const ran = installed?.exitCode ? installed : await run(folder, project.root, interrupted)
    interrupted.throwIfAborted()
    if (ran.exitCode === 0) return treeOf(ran)
    throw new UsageError(
      'BASE_FAILED',
      `The project's own paxx, ${own.path}, does not run: ${lastLine(ran)}`,
      'Take it from git as it was: git checkout -- vendor',
    )
  }, cleanUp)
}

/** Installs a paxx in a folder: without npm where it needs what this one needs. */
async function install(files: PackageFiles, folder: string, interrupted: AbortSignal): Promise<Captured | undefined> {
  const own = readFileSync(path.join(packageRoot, 'package.json'))
  if (isDeepStrictEqual(dependenciesIn(files.get('package.json')), dependenciesIn(own))) {
    checkPaths(files.keys())
    for (const [file, content] of files) {
      const target = path.join(paxxIn(folder), file)
      mkdirSync(path.dirname(target), { recursive: true })
      writeFileSync(target, content)
    }
    symlinkSync(formatter(), path.join(folder, 'node_modules/oxfmt'), 'junction')
    return undefined
  }
  writeFileSync(path.join(folder, 'paxx.tgz'), await pack(files))
  const quiet = ['--silent', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--prefer-offline']
  const args = ['install', '--prefix', folder, ...quiet, path.join(folder, 'paxx.tgz')]
  return await capture({ file: 'npm', args, cwd: folder, isOfMachine: true }, interrupted)
}

function dependenciesIn(manifest: Uint8Array | undefined): unknown {
  try {
    return (JSON.parse(new TextDecoder().decode(manifest)) as { dependencies?: unknown }).dependencies
  } catch {
    return undefined
  }
}

/** Where this paxx has its one dependency that is not bundled. */
const formatter = (): string => path.dirname(path.dirname(fileURLToPath(import.meta.resolve('oxfmt'))))

const paxxIn = (folder: string): string => path.join(folder, 'node_modules', 'paxx')

/** The project stays the current folder: that is where the answers are, and all that they name. */
const run = async (folder: string, root: string, interrupted: AbortSignal): Promise<Captured> =>
  await capture(
    { file: process.execPath, args: [path.join(paxxIn(folder), 'bin/paxx.cjs'), 'render', '--json'], cwd: root },
    interrupted,
  )

function treeOf({ stdout }: Captured): Tree {
  const { files } = JSON.parse(stdout) as { files: { path: string; mode: number; content: string }[] }
  return new Map(files.map(({ path: file, mode, content }) => [file, { content, mode }]))
}

const lastLine = ({ stdout, stderr }: Captured): string => (stderr.trim() || stdout.trim()).split('\n').at(-1)!
