import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.join(import.meta.dirname, '..')
// What was built is JavaScript, in a folder like that of the sources.
const extension = path.extname(import.meta.filename)

/** What imports each module of a folder of the project, by its name, in order. */
export function modulesIn(folder: string): Map<string, () => Promise<any>> {
  const place = path.join(root, folder)
  const files = existsSync(place) ? readdirSync(place).filter((file) => path.extname(file) === extension) : []
  return new Map(
    files.toSorted().map((file) => [path.basename(file, extension), () => import(pathToFileURL(path.join(place, file)).href)]),
  )
}

/** What each feature exports by its module of a name, such as `commands`, where it has one. */
export async function loadFromFeatures(name: string): Promise<[feature: string, exported: Record<string, any>][]> {
  const features = readdirSync(path.join(root, 'features')).toSorted()
  return await Promise.all(
    features.map(async (feature): Promise<[string, object]> => {
      return [feature, (await modulesIn(`features/${feature}`).get(name)?.()) ?? {}]
    }),
  )
}
