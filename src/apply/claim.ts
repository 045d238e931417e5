import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import { codeOf } from './failures.ts'
import { removeIfEmpty } from './files.ts'
import { isGone, pidOf } from './owner.ts'
import { closeWorkspace, openWorkspace, workspaceOf } from './workspace.ts'

/**
 * The lock is a folder with one file, named after its owner. It is taken when free by renaming a full folder to it,
 * which fails on another full one, and from a dead owner by renaming that owner's file, which one racer alone can.
 * @returns false, or throws ENOENT, when another process was quicker, and it should be tried again
 * @throws UsageError when a command is running
 */
export function claim(root: string, owner: string, command: string): boolean {
  const folder = workspaceOf(root)
  const lock = join(folder, 'lock')
  const mine = join(folder, `claim-${owner}`)
  try {
    openWorkspace(root)
    mkdirSync(mine)
    writeFileSync(join(mine, owner), JSON.stringify({ host: hostname(), command }))
    if (!takeFree(mine, lock) && !takeDead(mine, lock, owner)) return false
    removeDeadClaims(folder)
    return true
  } finally {
    rmSync(mine, { recursive: true, force: true })
    closeWorkspace(root)
  }
}

function takeFree(mine: string, lock: string): boolean {
  try {
    renameSync(mine, lock)
    return true
  } catch (error) {
    // Windows says EPERM where others say that the folder is not empty.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '')) return false
    throw error
  }
}

function takeDead(mine: string, lock: string, owner: string): boolean {
  const holder = readdirSync(lock)[0]
  if (holder === undefined) {
    removeIfEmpty(lock)
    return false
  }
  if (!isGone(holder)) throw held(lock, holder)
  renameSync(join(lock, holder), join(lock, owner))
  renameSync(join(mine, owner), join(lock, owner))
  return true
}

function removeDeadClaims(folder: string): void {
  const claims = readdirSync(folder).filter((name) => name.startsWith('claim-'))
  const dead = claims.filter((name) => isGone(name.slice('claim-'.length)))
  for (const name of dead) rmSync(join(folder, name), { recursive: true, force: true })
}

function held(lock: string, holder: string): UsageError {
  const { host, command } = readClaim(join(lock, holder))
  const where = host === undefined || host === hostname() ? '' : ` on ${host}`
  const which = command === undefined ? '' : `: \`${command}\``
  return new UsageError(
    'LOCKED',
    `Another paxx command is running${where} (pid ${pidOf(holder) ?? 'unknown'}${which}).`,
    `Wait for it to end. If it is not running, remove ${lock}.`,
  )
}

function readClaim(path: string): { host?: string; command?: string } {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    // A power cut may have emptied it; the name alone decides who holds the lock.
    return {}
  }
}
