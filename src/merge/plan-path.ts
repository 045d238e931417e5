import type { File } from '../render/tree.ts'
import { isSameContent, textIn } from './contents.ts'
import { isSameButLayout, mergeFile } from './merge-file.ts'
import { mergeModes } from './modes.ts'
import { type Format, planArrival } from './plan-arrival.ts'
import { keep, type Planned, refuse } from './planned.ts'
import { hasMarkers } from './text/hunks.ts'

/** Settles what becomes of one path that the base has, or theirs. */
export async function planPath(
  path: string,
  { base, theirs, ours }: { base: File | undefined; theirs: File | undefined; ours: File | 'blocked' | null },
  format: Format,
): Promise<Planned> {
  if (!base) return await planArrival(path, theirs!, ours, format)
  const unchanged = theirs && isSameContent(base, theirs) && base.mode === theirs.mode
  if (ours === null) return keep(null)
  if (ours === 'blocked') {
    if (!theirs) return { ...keep(null), left: true }
    return unchanged ? keep(null) : refuse('blocked', { before: null, after: null }, { base, theirs })
  }
  if (!theirs) return await planRemoval(path, base, ours, format)
  if (unchanged) return isSameContent(ours, theirs) ? { ...keep(ours), status: 'identical' } : keep(ours)
  return await planMerge(path, base, theirs, ours, format)
}

async function planRemoval(path: string, base: File, ours: File, format: Format): Promise<Planned> {
  const [before, now] = [textIn(base), textIn(ours)]
  const untouched =
    isSameContent(base, ours) ||
    (before !== undefined && now !== undefined && (await isSameButLayout(before, now, (text) => format(path, text))))
  return untouched ? { status: 'delete', before: ours, after: null } : { ...keep(ours), left: true }
}

async function planMerge(path: string, base: File, theirs: File, ours: File, format: Format): Promise<Planned> {
  const mode = mergeModes(base, ours, theirs)
  const settle = (content: File['content']): Planned => {
    const after = { content, mode }
    if (isSameContent(after, ours) && mode === ours.mode) {
      return { ...keep(ours), status: isSameContent(ours, theirs) ? 'identical' : 'keep' }
    }
    return { status: isSameContent(base, ours) ? 'update' : 'merge', before: ours, after }
  }
  const [b, o, t] = [base, ours, theirs].map(textIn)
  if (b === undefined || o === undefined || t === undefined) {
    if (isSameContent(base, ours) || isSameContent(ours, theirs)) return settle(theirs.content)
    if (isSameContent(base, theirs)) return settle(ours.content)
    return refuse('binary', { before: ours, after: ours }, { base, theirs })
  }
  const { text, conflicts, adjacent, lost } = await mergeFile(path, b, o, t, (content) => format(path, content))
  if (conflicts.length === 0) return { ...settle(text), adjacent }
  const after = { content: text, mode: ours.mode }
  const reason = lost ? 'names' : hasMarkers(o) ? 'markers' : 'changed'
  const refused = refuse(reason, { before: ours, after }, { base, theirs }, conflicts)
  return lost ? { ...refused, refusal: { ...refused.refusal!, lost } } : refused
}
