import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../errors.ts'

const held = new Set<string>()

/** Keeps other processes out of a folder of PGlite's, which would destroy it together; gives what lets them in again. */
export async function lockFolder(folder: string, patience = 5_000): Promise<() => void> {
  const file = `${folder}.lock`
  const deadline = Date.now() + patience
  while (!take(file)) {
    const pid = readOwner(file)
    if (!held.has(file) && !isAlive(pid)) rmSync(file, { force: true })
    // One that is about to stop, such as a server that is started again, is waited for.
    else if (Date.now() < deadline) await sleep(50)
    else throw new StartError(`Process ${pid} uses ${folder}, and PGlite has room for one: stop it, or use a server`)
  }
  held.add(file)
  const unlock = () => {
    if (held.delete(file)) rmSync(file, { force: true })
    process.off('exit', unlock)
  }
  process.on('exit', unlock)
  return unlock
}

function take(file: string): boolean {
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    // Unlike a file that is created and then written, a link is never seen without what it says.
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own)
  }
}

function readOwner(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}

/** Not one that has ended, and not this one: it holds what it knows of. */
function isAlive(pid: number): boolean {
  if (pid === 0 || pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
