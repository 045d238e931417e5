import { closestMatch } from 'leven'

/** The known word that a mistyped one is nearest to, put into a sentence; nothing when none is near. */
export function suggestion(
  typed: string,
  known: readonly string[],
  sentence: (word: string) => string,
): string | undefined {
  const nearest = closestMatch(typed, known, { maxDistance: Math.max(2, Math.ceil(typed.length / 3)) })
  return nearest === undefined ? undefined : sentence(nearest)
}
