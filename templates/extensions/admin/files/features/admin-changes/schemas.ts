import { z } from 'zod'
import { pageQuery } from '#core/database/pagination.ts'
import { AdminChange } from './models.ts'

export const AdminChangeRead = AdminChange.omit({ updatedAt: true })
/** A list sorts by the first unless told otherwise. */
export const AdminChangeQuery = pageQuery('createdAt').extend({
  resource: z.string().optional(),
  rowId: z.string().optional(),
})
