import { hasMarkers, type Merged, merged } from '../text/hunks.ts'
import { markDifferences } from '../text/mark-differences.ts'
import { restoreLayout } from '../text/restore.ts'
import { type Clash, clashHunk, withTheirs } from './clashes.ts'
import { mergeValues } from './merge-values.ts'
import { isEqual, type Json, parseJson } from './values.ts'

/**
 * Merges JSON by key, in the user's order and layout; new keys go where the template has them.
 * @returns nothing if a side is no plain JSON, such as one with comments: that is left to the merge of its lines
 */
export function mergeJson(base: string, ours: string, theirs: string): Merged | undefined {
  if (base === theirs || ours === theirs) return merged(ours)
  if (base === ours) return merged(theirs)
  if (hasMarkers(ours)) return undefined
  const [b, o, t] = [base, ours, theirs].map((text) => parseJson(text.replace(/^\uFEFF/, '')))
  if (b === undefined || o === undefined || t === undefined) return undefined

  const clashes: Clash[] = []
  const stays: Clash[] = []
  const report = { clash: (clash: Clash) => clashes.push(clash), stay: (clash: Clash) => stays.push(clash) }
  const value = mergeValues(b, o, t, [], report) ?? o
  const text = layOut(ours, o, value)
  const adjacent = stays.map((clash) => clashHunk(clash, text))
  if (clashes.length === 0) return { text, conflicts: [], adjacent }
  const rival = layOut(ours, o, clashes.reduce(withTheirs, value))
  return { text: markDifferences(text, rival), conflicts: clashes.map((clash) => clashHunk(clash, ours)), adjacent }
}

/** A value as text in the layout of the user's text. */
function layOut(ours: string, before: Json, after: Json): string {
  const indent = /\n([ \t]+)\S/.exec(ours)?.[1] ?? '  '
  const print = (value: Json) => `${JSON.stringify(value, null, indent)}\n`
  let text = ours
  for (text of restoreLayout(print(before), ours, print(after))) {
    if (isEqual(parseJson(text.replace(/^\uFEFF/, '')), after)) break
  }
  return text
}
