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
  const load = (file: string) => () => import(pathToFileURL(path.join(place, file)).href)
  return new Map(files.toSorted().map((file) => [path.basename(file, extension), load(file)]))
}

/** What each feature exports by its module of a name, such as `commands`; nothing where it has none. */
export async function loadFromFeatures(name: string): Promise<(readonly [feature: string, exported?: any])[]> {
  const load = async (feature: string) => [feature, await modulesIn(`features/${feature}`).get(name)?.()] as const
  return await Promise.all(readdirSync(path.join(root, 'features')).toSorted().map(load))
}
