import type { z } from 'zod'

/** Formats that say all that patterns of hundreds of characters do, and how long such a text may be. */
const lengths: Record<string, number> = { date: 10, 'date-time': 64, uuid: 36 }

/** How schemas are described to clients: whole numbers with their size, nothing twice, and by its `meta` what only code checks. */
export const schemaOptions = {
  unrepresentable: 'any',
  override({ jsonSchema }) {
    if (jsonSchema.type === 'integer') jsonSchema.format ??= 'int64'
    const length = lengths[jsonSchema.format!]
    if (length === undefined) return
    jsonSchema.maxLength ??= length
    delete jsonSchema.pattern
    jsonSchema.allOf &&= jsonSchema.allOf.filter(({ pattern = '' }) => pattern.length < 100)
  },
} satisfies z.core.ToJSONSchemaParams
