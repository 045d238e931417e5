import { readdir } from 'node:fs/promises'
import path from 'node:path'

const named = /^(\d{14})_(.+)\.[jt]s$/

export interface MigrationFile {
  /** When it was made: `20261120101500`. */
  readonly at: string
  /** `create_orders` */
  readonly message: string
}

/** The migrations of a project, oldest first. */
export async function listMigrationFiles(root: string): Promise<MigrationFile[]> {
  const names = await readdir(path.join(root, 'migrations')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.toSorted().flatMap((name) => {
    const [, at, message] = named.exec(name) ?? []
    return at !== undefined && message !== undefined ? [{ at, message }] : []
  })
}

/** The time for the next migration's name: now, and after all that are there, since they run in the order of names. */
export function nextMigrationTime(files: readonly MigrationFile[], now = new Date()): Date {
  const last = files.at(-1)
  const earliest = last ? timeOf(last.at) + 1_000 : 0
  return new Date(Math.max(now.getTime(), earliest))
}

const timeOf = (at: string): number => Date.parse(at.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'))
