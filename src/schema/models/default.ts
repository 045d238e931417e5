import { inAnotherYear } from './another-year.ts'
import type { ModelEngine } from './engines.ts'
import { layersOf, type ZodSchema } from './zod.ts'

/** The default of a column as SQL; none where it has none, or `null`. */
export function defaultOf(
  schema: ZodSchema,
  registered: string | undefined,
  type: string,
  { now, literal: literalOf }: ModelEngine,
): string | undefined {
  if (registered !== undefined) return registered === 'now' ? now : registered
  const hasDefault = layersOf(schema).some(({ _zod }) => ['default', 'prefault'].includes(_zod.def.type))
  if (!hasDefault) return undefined
  const literal = (value: Parameters<typeof literalOf>[0]) => literalOf(value, type)
  const value = toSql(validate(schema), literal)
  // What is another each time is computed by a function, which the database cannot.
  return value === inAnotherYear(() => toSql(validate(schema), literal)) ? value : undefined
}

/** What becomes of a value that was left out. */
function validate(schema: ZodSchema): unknown {
  try {
    return (schema['~standard'].validate(undefined) as { value?: unknown }).value
  } catch {
    return undefined
  }
}

function toSql(value: unknown, literal: ModelEngine['literal']): string | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return literal(value)
  return literal(JSON.stringify(value))
}
