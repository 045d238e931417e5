import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** The id of a row, in small letters, so that it has one spelling. */
export const Id = z.uuid().toLowerCase()
export type Id = z.output<typeof Id>

/** An id as it stands in a path or a query. */
export const IdParam = Id

let [millisecond, count] = [0, 0]

/** A UUID of version 7 (RFC 9562): as text, ids sort in the order in which they were made, and an index grows at its end. */
export function newId(): Id {
  count += 1
  const now = Date.now()
  // A clock that is put back, and more ids in a millisecond than have room beside it, borrow from the next.
  if (now > millisecond || count > 0xfff) [millisecond, count] = [Math.max(now, millisecond + 1), 0]
  const time = millisecond.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`
}
