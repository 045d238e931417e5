import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { getMimeType } from 'hono/utils/mime'
import { createRouter } from '../http/router.ts'
import { filesIn } from './files.ts'

// From `dist/` the way leads to what was built, and from the sources to those.
const here = path.join(import.meta.dirname, '../../assets')
const names = readNames(here)

/** What the build called each file; nothing where there was no build. */
function readNames(folder: string): Map<string, string> | undefined {
  const file = path.join(folder, '.names.json')
  return existsSync(file) ? new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')))) : undefined
}

/** The URL of a file of `assets/`; of what is built, one that changes with what the file holds. */
export const asset = (name: string): string => `/assets/${names?.get(name) ?? name}`

/**
 * Answers with the files of `assets/`: as they were built, or in development as they are now. What is asked for is looked up
 * among their names, and never made a path.
 */
export function serveAssets(folder = here) {
  const read = (name: string) => [name, new Uint8Array(readFileSync(path.join(folder, name)))] as const
  const built = readNames(folder) && new Map(filesIn(folder).map(read))
  const bundle = async () => {
    const { bundleAssets } = await import('./bundle.ts')
    return new Map((await bundleAssets(path.dirname(folder))).map(({ name, contents }) => [name, contents]))
  }
  return createRouter()
    .use(compress(), etag())
    .get('/:name{.+}', async (c) => {
      const name = c.req.param('name')
      const contents = (built ?? (await bundle())).get(name)
      if (!contents) return c.notFound()
      c.header('Cache-Control', built ? 'public, max-age=31536000, immutable' : 'no-cache')
      return c.body(contents, 200, { 'Content-Type': getMimeType(name) ?? 'application/octet-stream' })
    })
}
