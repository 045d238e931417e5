import { mergeText } from './text/merge-text.ts'

/** The settings that a text gives a value, or leaves empty, and the line of each. */
function settingsIn(text: string): Map<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const name = nameIn(line)
    return name === undefined ? [] : [[name, line] as const]
  })
  return new Map(lines)
}

const nameIn = (line: string): string | undefined => /^([A-Za-z_]\w*)=/.exec(line)?.[1]

/**
 * Brings a `.env` from one `.env.example` to the next, and loses no value: a setting that it has already does not come
 * again and stays as it is, and one that is no longer known goes only if it never got another value.
 * @param fill gives a new line of the example its value
 * @returns the new text, and the settings in it that are no longer known
 */
export function mergeEnv(
  env: string,
  example: string,
  next: string,
  fill: (line: string) => string,
): { text: string; forgotten: string[] } {
  const [present, known, wanted] = [settingsIn(env), settingsIn(example), settingsIn(next)]
  const forgotten = [...present.keys()].filter((name) => known.has(name) && !wanted.has(name))
  const own = new Set(forgotten.filter((name) => present.get(name) !== known.get(name)))
  const before = example.split('\n').filter((line) => !own.has(nameIn(line) ?? ''))
  const after = next.split('\n').flatMap((line) => {
    const name = nameIn(line)
    if (name === undefined) return [line]
    return known.get(name) ?? (present.has(name) ? [] : fill(line))
  })
  const { text, conflicts } = mergeText(before.join('\n'), env, after.join('\n'))
  if (conflicts.length === 0) return { text, forgotten: [...own] }
  const added = after.filter((line) => !before.includes(line))
  const appended = added.length === 0 ? env : `${env.replace(/\n?$/, '\n')}\n${added.join('\n')}\n`
  return { text: appended, forgotten }
}
