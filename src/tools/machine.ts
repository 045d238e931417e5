import { access, constants, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * The folders where the machine has its programs: the PATH without a project's `node_modules`, which npm puts before the
 * others and where anything may lie by the name of `git`, and without what depends on the current folder.
 * @param cwd where a program is to run
 * @param first looked into before the PATH
 */
export function machinePath(cwd: string, first: readonly string[] = []): string[] {
  const folders = [...first, ...(process.env['PATH'] ?? '').split(path.delimiter)]
  const projects = [process.cwd(), cwd]
  return folders.filter((folder) => path.isAbsolute(folder) && !projects.some((inside) => isOfProject(folder, inside)))
}

/** Whether a folder lies in the `node_modules` of another one, or of one around it. */
function isOfProject(folder: string, inside: string): boolean {
  const [owner, ...rest] = path.normalize(folder).split(`${path.sep}node_modules`)
  return rest.length > 0 && `${inside}${path.sep}`.startsWith(`${owner}${path.sep}`)
}

/** Where the machine has a program; nothing where it has none. */
export async function findOnMachine(file: string, folders: readonly string[]): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? (process.env['PATHEXT'] ?? '.EXE;.CMD').split(';') : ['']
  for (const candidate of folders.flatMap((folder) => endings.map((ending) => path.join(folder, file + ending)))) {
    if (await isExecutable(candidate)) return candidate
  }
  return undefined
}

const isExecutable = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}
