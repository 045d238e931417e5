/** A schema of the project's own Zod 4, as far as a table is read from it: https://zod.dev/packages/core#internals */
export interface ZodSchema {
  readonly _zod: { readonly def: ZodDefinition; readonly parent?: ZodSchema }
  readonly '~standard': { readonly validate: (value: unknown) => unknown }
}

/** What its type is, and what that is made of: each type has some of these. */
interface ZodDefinition {
  readonly type: string
  readonly innerType?: ZodSchema
  readonly in?: ZodSchema
  readonly out?: ZodSchema
  readonly getter?: () => ZodSchema
  readonly options?: readonly ZodSchema[]
  readonly left?: ZodSchema
  readonly shape?: Readonly<Record<string, ZodSchema>>
  readonly entries?: Readonly<Record<string, string | number>>
  readonly values?: readonly unknown[]
  readonly format?: string
  readonly checks?: readonly { readonly _zod: { readonly def: CheckDefinition } }[]
}

/** What else is asked of a value. */
interface CheckDefinition {
  readonly check?: string
  readonly format?: string
  readonly maximum?: number
  readonly length?: number
}

export const isZodSchema = (value: unknown): value is ZodSchema =>
  typeof (value as Partial<ZodSchema> | null | undefined)?._zod?.def?.type === 'string'

/** A schema and all that it wraps, from the inside out: what goes into a pipe stands before what comes out of it. */
export function layersOf(schema: ZodSchema, seen: ReadonlySet<ZodSchema> = new Set()): ZodSchema[] {
  if (seen.has(schema)) return []
  const { innerType, in: input, out, getter, options = [] } = schema._zod.def
  const inside = [innerType, input, out, getter?.(), ...options].filter((inner) => inner !== undefined)
  const known = new Set([...seen, schema])
  return [...inside.flatMap((inner) => layersOf(inner, known)), schema]
}
