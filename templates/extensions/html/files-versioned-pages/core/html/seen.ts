import { html } from 'hono/html'
import type { Seen } from '../database/versions.ts'
import { type Issue, PreconditionFailedError } from '../errors.ts'
import type { Values } from './fields.ts'
import { issuesIn as othersIn } from './form.ts'

/** In a form: of which version of a row it was made. */
export const showSeen = ({ version }: { version: number }) =>
  html`<input type="hidden" name="version" value="${version}" />`

/** The version of which a form says that it was made. One that says none has seen none. */
export const seenIn = ({ version }: Values): Seen => (/^[1-9]\d{0,8}$/.test(String(version)) ? [Number(version)] : [])

/** What was wrong with what a form sent: somebody may have been first. */
export function issuesIn(thrown: unknown): Issue[] {
  if (!(thrown instanceof PreconditionFailedError)) return othersIn(thrown)
  const message = 'Somebody changed it meanwhile. Look at what it is now, and send this again if it still holds'
  return [{ path: 'version', message }]
}

export const isLost = (issues: readonly Issue[] = []): boolean => issues.some(({ path }) => path === 'version')
