import path from 'node:path'
import { pathExists } from 'fs-extra/esm'
import { applyChanges } from '../../apply/apply.ts'
import { withLock } from '../../apply/lock.ts'
import { recover } from '../../apply/recover.ts'
import { stageProject } from '../../apply/stage.ts'
import { writeTree } from '../../apply/tree.ts'
import { withdraw } from '../../apply/withdraw.ts'
import { commandsOf } from '../../render/package-manager.ts'
import { build, type BuildOptions, type Built } from './build.ts'
import type { BootstrapPlan } from './plan.ts'
import type { Placement } from './target.ts'

/** Makes the planned project at a target: whole, or not at all. */
export async function create(
  target: string,
  placement: Placement,
  plan: BootstrapPlan,
  options: BuildOptions,
): Promise<Built> {
  if (placement === 'in-place') return await createInPlace(target, plan, options)
  return await stageProject(target, async (staging, interrupted) => {
    writeTree(staging, plan.files)
    return await build(staging, { ...options, interrupted })
  })
}

/** The folder stays the one that it is, for a shell may stand in it: so an interruption takes back what is in it. */
async function createInPlace(target: string, { changes }: BootstrapPlan, options: BuildOptions): Promise<Built> {
  const tools = ['node_modules', 'data', commandsOf(options.packageManager).lockfile]
  const made = (await pathExists(path.join(target, '.git'))) ? tools : [...tools, '.git']

  return await withLock(target, 'bootstrap', async (interrupted) => {
    recover(target)
    applyChanges(target, changes)
    try {
      return await build(target, { ...options, interrupted })
    } catch (error) {
      withdraw(target, changes, made)
      throw error
    }
  })
}
