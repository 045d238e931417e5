import { textOf as plainTextOf, type Token } from '../sql/token.ts'

/** Those that stand for something else than themselves; before `%` and `_` a backslash stays. */
const escapes: Readonly<Record<string, string>> = {
  0: '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001A',
  '%': String.raw`\%`,
  _: String.raw`\_`,
}

/** What a text in quotes says; nothing of any other token. */
export const textOf = (token: Token): string | undefined =>
  plainTextOf(token)?.replaceAll(/\\([^])/g, (_, letter: string) => escapes[letter] ?? letter)
