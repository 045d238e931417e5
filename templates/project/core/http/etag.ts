import type { Context, MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { Seen } from '../database/versions.ts'
import { PreconditionRequiredError } from '../errors.ts'
import { problemAnswer } from './router.ts'

/** For `operation(…)`: its answer is a row, and has an ETag. */
export const withETag = { headers: { ETag: { description: 'The version of the row', schema: { type: 'string', maxLength: 11 } } } } as const

/** Says in the ETag which version of a row is answered. */
export function tagged<Row extends { version: number }>(c: Context, row: Row): Row {
  c.header('ETag', `"${row.version}"`)
  return row
}

const answers = {
  412: problemAnswer('The row is no longer what the client has seen'),
  428: problemAnswer('If-Match is missing'),
}
const parameter = {
  in: 'header',
  name: 'If-Match',
  description: 'The ETag of what is to be changed, as it was read; * for any',
  required: true,
  schema: { type: 'string', maxLength: 1_000 },
} as const

type WithSeen = MiddlewareHandler<{ Variables: { seen: Seen } }>

const readVersions: WithSeen = async (c, next) => {
  const given = c.req.header('If-Match')
  if (given === undefined) throw new PreconditionRequiredError('Send the ETag of what you change as If-Match')
  // A weak one matches nothing (RFC 9110, 13.1.1), and neither does one that is none of ours.
  const versions = given.split(',').map((tag) => Number(/^\s*"([1-9]\d{0,8})"\s*$/.exec(tag)?.[1]))
  c.set('seen', given.trim() === '*' ? undefined : versions.filter(Number.isFinite))
  await next()
}

/** Takes no change of a row without If-Match. What that says is in `c.var.seen`. */
export const ifMatch: WithSeen = Object.assign(readVersions, describeRoute({ parameters: [parameter], responses: answers }))
