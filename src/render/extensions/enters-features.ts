import type { Answers } from '../answers.ts'
import { slotPrefix } from '../features/own.ts'
import { partOf } from './extension.ts'
import type { Extensions } from './select.ts'

/** Whether what comes or goes between two answers brings lines for each feature. */
export function entersFeatures(before: Answers, after: Answers, known: Extensions): boolean {
  const names = new Set([...Object.keys(before.extensions), ...Object.keys(after.extensions)])
  const [old, fresh] = [before, after].map(({ extensions }) => extensions)
  return [...names].some((name) => {
    if (JSON.stringify(old![name]) === JSON.stringify(fresh![name]) || !known[name]) return false
    const { manifest, sources } = known[name]
    const slots = [...Object.keys(manifest.slots), ...[...sources.keys()].map((path) => partOf(path)!.target)]
    return slots.some((slot) => slot.startsWith(slotPrefix))
  })
}
