import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createTarGzip, parseTar } from 'nanotar'
import { packageRoot } from '../project/package-root.ts'

/** The files of a package, by their paths in it. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>

/** What npm puts into the package: `files` of package.json, and what it always adds. */
const published = ['bin', 'dist', 'templates', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']

/** npm's own date for what it packs, so that equal files give equal bytes. */
const mtime = Date.parse('1985-10-26T08:15:00.000Z')

/** What a packed paxx may take when it is unpacked: some thirty times what one takes. */
const maxOutputLength = 100_000_000

/** Packs this paxx as `npm pack` does, without npm: from a checkout, and from wherever it was installed. */
export const packSelf = async (): Promise<Uint8Array> => await pack(await readPublished(packageRoot))

/** Packs files as `npm pack` does. */
export async function pack(files: PackageFiles): Promise<Uint8Array> {
  const entries = [...files].map(([file, data]) => ({
    name: `package/${file}`,
    data,
    attrs: { mode: file.startsWith('bin/') ? '755' : '644' },
  }))
  return await createTarGzip(entries, { attrs: { mtime, uid: 0, gid: 0 } })
}

/** The files of a packed paxx; nothing where that is no package. */
export function unpack(tarball: Uint8Array): PackageFiles | undefined {
  try {
    const entries = parseTar(new Uint8Array(gunzipSync(tarball, { maxOutputLength })))
    const files = entries.filter(({ type }) => type === 'file')
    return new Map(files.map(({ name, data }) => [name.replace(/^[^/]*\//, ''), data ?? new Uint8Array()]))
  } catch {
    return undefined
  }
}

/** What of a paxx that is installed, or checked out, belongs to the package. */
export async function readPublished(folder: string): Promise<PackageFiles> {
  const paths = (await Promise.all(published.map((entry) => filesUnder(folder, entry)))).flat().toSorted()
  const files = paths.map(async (file) => [file, await readFile(path.join(folder, file))] as const)
  return new Map(await Promise.all(files))
}

/** Of what a package holds, however it is packed. */
export function hashPackage(files: PackageFiles): string {
  const lines = [...files].map(([file, data]) => `${createHash('sha256').update(data).digest('hex')}  ${file}\n`)
  return `sha256-${createHash('sha256').update(lines.toSorted().join('')).digest('hex')}`
}

async function filesUnder(folder: string, entry: string): Promise<string[]> {
  const found = await readdir(path.join(folder, entry), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined
      throw error
    },
  )
  if (!found) return [entry]
  return found
    .filter((file) => file.isFile())
    .map((file) => path.relative(folder, path.join(file.parentPath, file.name)).replaceAll(path.sep, '/'))
}
