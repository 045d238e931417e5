import { existsSync } from 'node:fs'
import path from 'node:path'

/** The folder of paxx's own package, whether this runs from `src/` or bundled from `dist/`. */
export const packageRoot: string = upward(import.meta.dirname)

function upward(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : upward(path.dirname(folder))
}
