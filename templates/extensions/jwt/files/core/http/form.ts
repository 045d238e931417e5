import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** The fields of a form, as OAuth 2 has requests. */
export async function readForm({ req }: Context): Promise<Record<string, string>> {
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(req.header('Content-Type') ?? '')) {
    throw new HTTPException(415, { message: 'The body must be application/x-www-form-urlencoded' })
  }
  return Object.fromEntries(new URLSearchParams(await req.text()))
}
