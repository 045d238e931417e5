import { readdir } from 'node:fs/promises'

/** The names in a folder of the project, in order; none where it is not there. */
export async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.toSorted()
}
