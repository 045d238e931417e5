import type { File } from '../render/tree.ts'
import { isSameContent, textIn } from './contents.ts'
import { mergeJson } from './json/merge-json.ts'
import { isSameButLayout } from './merge-file.ts'
import { normalize } from './merge-formatted.ts'
import { keep, type Planned, refuse } from './planned.ts'
import { compareLines } from './text/compare.ts'
import { bare, splitLines } from './text/lines.ts'
import { markDifferences } from './text/mark-differences.ts'

/** Formats a file as the user's project does, and throws if it does not parse; gives back what it has no format for. */
export type Format = (path: string, text: string) => Promise<string>

/** Settles what becomes of a path that only the new templates have. */
export async function planArrival(
  path: string,
  theirs: File,
  ours: File | 'blocked' | null,
  format: Format,
): Promise<Planned> {
  const formatText = (text: string) => format(path, text)
  const text = textIn(theirs)
  if (ours === null) {
    const content = text === undefined ? theirs.content : ((await normalize(text, formatText)) ?? text)
    return { status: 'create', before: null, after: { ...theirs, content } }
  }
  if (ours === 'blocked') return refuse('blocked', { before: null, after: null }, { base: undefined, theirs })
  if (isSameContent(ours, theirs)) return { ...keep(ours), status: 'identical' }
  const present = textIn(ours)
  if (text === undefined || present === undefined) {
    return refuse('exists', { before: ours, after: ours }, { base: undefined, theirs })
  }
  if ((await isSameButLayout(present, text, formatText)) || hasAll(present, text)) return keep(ours)

  const byKey = path.endsWith('.json') ? mergeJson('{}', present, text) : undefined
  if (byKey?.conflicts.length === 0) {
    return { status: 'merge', before: ours, after: { ...ours, content: byKey.text }, adjacent: byKey.adjacent }
  }
  const after = { ...ours, content: byKey?.text ?? markDifferences(present, text) }
  return refuse('exists', { before: ours, after }, { base: undefined, theirs }, byKey?.conflicts)
}

/** Whether a text has every line of another one, in order. */
function hasAll(text: string, lines: string): boolean {
  const [these, those] = [lines, text].map((whole) => splitLines(whole).lines.map(bare))
  return compareLines(these!, those!).every(({ removed }) => removed === 0)
}
