import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createTarGzip } from 'nanotar'
import { packageRoot } from '../project/package-root.ts'

/** What npm puts into the package: `files` of package.json, and what it always adds. */
const published = ['bin', 'dist', 'templates', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']

/** npm's own date for what it packs, so that equal files give equal bytes. */
const mtime = Date.parse('1985-10-26T08:15:00.000Z')

/** Packs this paxx as `npm pack` does, without npm: from a checkout, and from wherever it was installed. */
export async function packSelf(): Promise<Uint8Array> {
  const paths = (await Promise.all(published.map(filesUnder))).flat().toSorted()
  const entries = paths.map(async (file) => ({
    name: `package/${file}`,
    data: await readFile(path.join(packageRoot, file)),
    attrs: { mode: file.startsWith('bin/') ? '755' : '644' },
  }))
  return await createTarGzip(await Promise.all(entries), { attrs: { mtime, uid: 0, gid: 0 } })
}

async function filesUnder(entry: string): Promise<string[]> {
  const found = await readdir(path.join(packageRoot, entry), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined
      throw error
    },
  )
  if (!found) return [entry]
  return found
    .filter((file) => file.isFile())
    .map((file) => path.relative(packageRoot, path.join(file.parentPath, file.name)).replaceAll(path.sep, '/'))
}
