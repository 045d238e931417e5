import type { Report } from './clashes.ts'
import { mergeDependency } from './merge-dependency.ts'
import { placeNew } from './place.ts'
import { isEqual, isObject, type Json, type JsonObject, valueOf } from './values.ts'

type Value = Json | undefined

/**
 * Merges values of JSON: objects by key, arrays as sets, everything else as a whole. What the user deleted stays deleted.
 * @returns the merged value, which is ours where the sides clash; nothing where there shall be none
 */
export function mergeValues(base: Value, ours: Value, theirs: Value, path: readonly string[], report: Report): Value {
  if (isEqual(ours, theirs) || isEqual(base, theirs)) return ours
  if (isEqual(base, ours))
    return theirs === undefined || !isObject(ours) || !isObject(theirs)
      ? theirs
      : mergeObjects(base as JsonObject, ours, theirs, path, report)
  if (ours === undefined) {
    // What the user deleted as a whole stays so, but what is new inside of it was never theirs to delete.
    if (!isObject(base) || !isObject(theirs)) return undefined
    const added = mergeObjects(base, {}, theirs, path, report)
    return isEmpty(added) ? undefined : added
  }
  if (isObject(ours) && (isObject(theirs) || (theirs === undefined && isObject(base)))) {
    const merged = mergeObjects(isObject(base) ? base : {}, ours, theirs ?? {}, path, report)
    // What the user only had for the template's sake goes with it.
    const emptied = path.length > 0 && isEmpty(merged) && !isEmpty(ours) && !(theirs && isEmpty(theirs))
    return emptied ? undefined : merged
  }
  if (Array.isArray(ours) && (Array.isArray(theirs) || (theirs === undefined && Array.isArray(base)))) {
    const merged = mergeArrays(Array.isArray(base) ? base : [], ours, theirs ?? [], path, report)
    return theirs === undefined && merged.length === 0 ? undefined : merged
  }
  return mergeDependency(base, ours, theirs, path, report)
}

const isEmpty = (object: JsonObject): boolean => Object.keys(object).length === 0

function mergeObjects(
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  path: readonly string[],
  report: Report,
): JsonObject {
  const keys = placeNew(Object.keys(ours), Object.keys(theirs), (a, b) => a === b)
  const entries = keys.flatMap((key): [string, Json][] => {
    const value = mergeValues(valueOf(base, key), valueOf(ours, key), valueOf(theirs, key), [...path, key], report)
    return value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

function mergeArrays(
  base: readonly Json[],
  ours: readonly Json[],
  theirs: readonly Json[],
  path: readonly string[],
  report: Report,
): Json[] {
  const has = (values: readonly Json[], value: Json) => values.some((other) => isEqual(value, other))
  const bothChanged = base.filter((value) => !has(ours, value) && !has(theirs, value))
  if (bothChanged.some((value) => typeof value === 'object') && theirs.length > 0) {
    // What an array's objects are called by, nobody says; as long as none came or went, it is their place.
    if (base.length === ours.length && base.length === theirs.length) {
      return ours.map((value, i) => mergeValues(base[i], value, theirs[i], [...path, String(i)], report)!)
    }
    report.clash({ path, base: [...base], ours: [...ours], theirs: [...theirs] })
    return [...ours]
  }
  const kept = ours.filter((value) => !has(base, value) || has(theirs, value))
  return placeNew(
    kept,
    theirs.filter((value) => !has(base, value) || has(kept, value)),
    isEqual,
  )
}
