import { z } from 'zod'

/**
 * A whole number as it stands in a path or a query: in the spelling that JSON has for it, as `0x1`, `1e0` and ` 1` would be
 * others of the same.
 */
export const numberParam = <Schema extends z.ZodType<number>>(schema: Schema) =>
  z.preprocess((text) => (typeof text === 'string' && /^(0|-?[1-9]\d{0,15})$/.test(text) ? Number(text) : text), schema)
