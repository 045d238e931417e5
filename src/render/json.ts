type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `addition` put into `base` by key, objects into objects; where both have a value, the addition's holds. */
export function mergeJson(base: JsonObject, addition: JsonObject): JsonObject {
  const merged = { ...base }
  for (const [key, value] of Object.entries(addition)) {
    const present = base[key]
    merged[key] = isObject(present) && isObject(value) ? mergeJson(present, value) : value
  }
  return merged
}

/** The object with its keys in alphabetical order, as npm keeps dependencies. */
export const sortKeys = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)))
