import { readdir } from 'node:fs/promises'

/** The names in a folder of the project, and of what is in those where they are asked for, in order; none where it is not there. */
export async function list(folder: string, options: { recursive?: boolean } = {}): Promise<string[]> {
  const names = await readdir(folder, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.toSorted()
}
