import type { Hunk } from '../text/hunks.ts'
import { isObject, type Json } from './values.ts'

/** Where both sides changed a value, differently; a side that has none deleted it. */
export interface Clash {
  readonly path: readonly string[]
  readonly base: Json | undefined
  readonly ours: Json | undefined
  readonly theirs: Json | undefined
}

/** Hears of what no rule settles. */
export interface Report {
  readonly clash: (clash: Clash) => void
  /** What the user changed and the template removed, and that stays. */
  readonly stay: (clash: Clash) => void
}

/** A clash of values as lines of JSON, at the place where a text has its key. */
export function clashHunk({ path, base, ours, theirs }: Clash, text: string): Hunk {
  const print = (value: Json | undefined): string[] => {
    if (value === undefined) return []
    const key = path.length > 0 ? `${JSON.stringify(path.at(-1))}: ` : ''
    return `${key}${JSON.stringify(value, null, 2)}`.split('\n')
  }
  return { line: lineOf(path, text), base: print(base), ours: print(ours), theirs: print(theirs) }
}

function lineOf(path: readonly string[], text: string): number {
  let at = 0
  for (const key of path) at = Math.max(at, text.indexOf(JSON.stringify(key), at))
  return text.slice(0, at).split('\n').length
}

/** A value with theirs in the place of what clashes. */
export function withTheirs(value: Json, { path, theirs }: Clash): Json {
  const [key, ...rest] = path
  if (key === undefined) return theirs ?? null
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? set(item, rest, theirs) : item))
  if (!isObject(value)) return value
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    if (name !== key) return [[name, item]]
    return rest.length === 0 && theirs === undefined ? [] : [[name, set(item, rest, theirs)]]
  })
  return Object.fromEntries(entries)
}

const set = (item: Json, path: readonly string[], theirs: Json | undefined): Json =>
  withTheirs(item, { path, base: undefined, ours: undefined, theirs })
