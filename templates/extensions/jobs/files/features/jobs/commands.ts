import { type Id, IdParam } from '#core/database/id.ts'
import type { Resources } from '../../resources.ts'
import { discardJobs, listFailedJobs, listJobs, retryJobs } from './services.ts'

/** What waits and what runs. */
export async function list({ db }: Resources): Promise<string> {
  const jobs = await listJobs(db, 100)
  const lines = jobs.map(({ id, name, runAt, attempts, claim, error }) => {
    return `${id}  ${name}  ${claim ? 'runs' : `is due ${runAt}`}${error ? `, attempt ${attempts} failed: ${error}` : ''}`
  })
  return lines.join('\n') || 'There are none'
}

/** What failed for good, and why. */
export async function failed({ db }: Resources): Promise<string> {
  const jobs = await listFailedJobs(db, 100)
  const lines = jobs.map(({ id, name, updatedAt, attempts, error, requestId }) => {
    return `${id}  ${name}  ${updatedAt}  attempt ${attempts}${requestId ? ` for request ${requestId}` : ''}: ${error}`
  })
  return lines.join('\n') || 'There are none'
}

/** Has those done anew that are named, or all that failed for good (`all`). */
export async function retry({ db }: Resources, ...ids: string[]): Promise<string> {
  return `${await retryJobs(db, readIds(ids))} to be done again`
}

/** Deletes those that are named, or all that failed for good (`all`). */
export async function discard({ db }: Resources, ...ids: string[]): Promise<string> {
  return `${await discardJobs(db, readIds(ids))} discarded`
}

/** None for `all`. */
function readIds(words: string[]): Id[] {
  if (words.length === 1 && words[0] === 'all') return []
  const ids = words.map((word) => IdParam.safeParse(word).data)
  if (ids.length === 0 || !ids.every((id) => id !== undefined)) throw new Error('Name jobs by their ids, or say all')
  return ids
}
