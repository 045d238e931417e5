import { z } from 'zod'
import { numberParam } from '../http/params.ts'

/** The id of a row: the database counts. */
export const Id = z.int().positive()
export type Id = z.output<typeof Id>

/** An id as it stands in a path or a query. */
export const IdParam = numberParam(Id)
