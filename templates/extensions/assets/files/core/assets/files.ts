import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** The files of a folder and of those in it, by their paths from there: none that is hidden, and no link, wherever that leads. */
export function filesIn(folder: string): string[] {
  // Git keeps no folder that is empty.
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return []
    if (entry.isDirectory()) return filesIn(path.join(folder, entry.name)).map((name) => `${entry.name}/${name}`)
    return entry.isFile() ? [entry.name] : []
  })
}
