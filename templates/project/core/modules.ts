import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

// What was built is JavaScript, in a folder like that of the sources.
const extension = path.extname(import.meta.filename)

/** What imports each module of a folder of the project, by its name, in order. */
export function modulesIn(folder: string): Map<string, () => Promise<any>> {
  const place = path.join(import.meta.dirname, '..', folder)
  const files = existsSync(place) ? readdirSync(place).filter((file) => path.extname(file) === extension) : []
  return new Map(
    files.toSorted().map((file) => [path.basename(file, extension), () => import(pathToFileURL(path.join(place, file)).href)]),
  )
}
