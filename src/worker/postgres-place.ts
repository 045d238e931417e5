import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { list } from './list.ts'
import { pglite } from './pglite-place.ts'
import type { Place } from './postgres-scratch.ts'
import { isPostgresServer, projectUrl } from './project-url.ts'
import { openServer } from './server-place.ts'

let place: Promise<Place> | undefined

/**
 * The project's own PGlite; or the server of its settings, where its migrations make an extension that PGlite has not. All
 * that is compared is built in one of them, since each version of PostgreSQL spells some things its own way.
 */
export async function scratchPlace(): Promise<Place> {
  place ??= findPlace()
  return await place
}

async function findPlace(): Promise<Place> {
  if (!(await madeExtensions()).every(isInPglite)) {
    const url = await projectUrl()
    if (isPostgresServer(url)) return await openServer(url)
  }
  return pglite
}

/** The extensions that migrations of the project make, as far as their texts say so. */
async function madeExtensions(): Promise<string[]> {
  const files = await list('migrations')
  return files.flatMap((file) =>
    [...readFileSync(path.join('migrations', file), 'utf8').matchAll(making)].map(([, name]) => name!),
  )
}

const making = /\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?\\?"?([\w-]+)/gi

/** Whether the project's PGlite can load an extension, be it told to or not. */
export function isInPglite(name: string): boolean {
  try {
    createRequire(path.resolve('package.json')).resolve(`@electric-sql/pglite/contrib/${name.replaceAll('-', '_')}`)
    return true
  } catch {
    return name === 'plpgsql'
  }
}
