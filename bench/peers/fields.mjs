// What may be sent of an order, for those that validate by Zod.
import { z } from 'zod'

export const Fields = z.strictObject({
  total: z.int(),
  status: z.enum(['pending', 'paid']),
  gift: z.boolean(),
  notes: z.string().max(100_000).nullable(),
})
export const Create = Fields.extend({
  status: Fields.shape.status.default('pending'),
  notes: Fields.shape.notes.default(null),
})
export const Update = Fields.partial()
