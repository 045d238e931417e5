import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** Every file below a folder of a project, by its path; nothing where there is no such folder. A link is a file. */
export async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .toSorted()
}

/** Where no source of the user's own is. */
const others = /^(\.|node_modules$|dist$|vendor$|coverage$|data$)/

/** The modules of a project and of all of its folders, but for what is installed, built or hidden. */
export async function listSources(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory() && !others.test(entry.name))
  const inFolders = await Promise.all(folders.map(({ name }) => listFiles(root, name)))
  const paths = [...entries.filter((entry) => entry.isFile()).map(({ name }) => name), ...inFolders.flat()]
  return paths.filter((file) => /\.[cm]?[jt]sx?$/.test(file)).toSorted()
}
