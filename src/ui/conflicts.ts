import type { Conflict } from '../merge/plan.ts'

const reasons: Record<Conflict['reason'], (conflict: Conflict) => string> = {
  changed: () => 'you changed the lines that it would change',
  names: ({ lost = [] }) =>
    `you renamed or removed ${lost.map((name) => `\`${name}\``).join(', ')}, which these lines use`,
  markers: () => 'an earlier conflict is still in it',
  exists: () => 'you have another file there',
  binary: () => 'it is no text',
  blocked: () => 'it is no plain file',
}

/** Why files cannot be merged and, for each, the lines that would have to be there. */
export function conflictText(conflicts: readonly Conflict[]): string {
  const lines = conflicts.flatMap((conflict) => [
    `  ${conflict.path}: ${reasons[conflict.reason](conflict)}.`,
    ...conflict.wanted.flatMap(({ removed, added }) => [
      ...removed.map((line) => `    - ${line}`),
      ...added.map((line) => `    + ${line}`),
    ]),
  ])
  return [`${conflicts.length} of the files cannot be merged:`, ...lines].join('\n')
}
