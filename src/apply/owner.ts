import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from './failures.ts'

const shape = /^(?<host>[0-9a-f]{8})-(?<pid>\d+)-(?<start>\d+|none)-[0-9a-f]{8}$/

const host = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** A name for something that this process owns, fit for a file: which host and process, and unique. */
export const newOwner = (): string =>
  [host(), process.pid, startOf(process.pid) ?? 'none', randomBytes(4).toString('hex')].join('-')

/** Whether the process that an owner's name tells of has surely ended: false on another host, where nobody can tell. */
export function isGone(owner: string): boolean {
  const { host: where, pid, start } = shape.exec(owner)?.groups ?? {}
  if (where !== host()) return false
  if (!isRunning(Number(pid))) return true
  // A process of the same number that started at another time is another one.
  return start !== 'none' && (startOf(Number(pid)) ?? start) !== start
}

/** The process that an owner's name tells of. */
export const pidOf = (owner: string): number | undefined => Number(shape.exec(owner)?.groups?.['pid']) || undefined

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** When a process started, in ticks since the boot, where Linux tells; 0 once it has ended. See proc_pid_stat(5). */
function startOf(pid: number): string | undefined {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return state === 'Z' ? '0' : fields[18]
  } catch {
    return undefined
  }
}
