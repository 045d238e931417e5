import { randomBytes } from 'node:crypto'
import type { Change } from '../merge/changes.ts'
import { textIn } from '../merge/contents.ts'
import { mendUrl } from '../merge/mend-url.ts'
import { mergeEnv } from '../merge/merge-env.ts'
import type { Found } from '../merge/sides.ts'
import type { Answers } from '../render/answers.ts'
import { databaseName, isUrlOf } from '../render/databases.ts'
import { fillSecrets } from '../render/secrets.ts'
import { textOf, type Tree } from '../render/tree.ts'

/** A new secret, for a setting that needs one. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/**
 * What becomes of a project's `.env`, which is nobody's but the user's, when its `.env.example` changes.
 * @param database the one that the project moves to, where it does
 */
export function planEnv(
  ours: Found,
  base: Tree,
  theirs: Tree,
  database?: Answers['database'],
): { changes: Change[]; notes: string[] } {
  const [env, example, next] = [ours.get('.env'), base.get('.env.example'), theirs.get('.env.example')]
  const whole = env && env !== 'blocked' ? textIn(env) : undefined
  if (!env || env === 'blocked' || whole === undefined || !example || !next) return { changes: [], notes: [] }
  // A byte order mark would hide the name of the first setting.
  const text = whole.replace(/^\uFEFF/, '')
  const mark = whole.slice(0, whole.length - text.length)
  const mended = database
    ? mendUrl(text, textOf(example), textOf(next), (url) => isUrlOf(database, url))
    : { env: text, example: textOf(example), isSetAside: false }
  const merged = mergeEnv(mended.env, mended.example, textOf(next), (line) => fillSecrets(line, newSecret))
  const { forgotten } = merged
  const after = { content: mark + merged.text, mode: env.mode }
  return {
    changes: merged.text === text ? [] : [{ status: 'merge', path: '.env', before: env, after }],
    notes: [
      ...(database && mended.isSetAside
        ? [`.env: your DATABASE_URL does not fit ${databaseName(database)}, so it is a comment now: set a new one.`]
        : []),
      ...(forgotten.length > 0 ? [`.env still has ${forgotten.join(', ')}, which nothing reads any more.`] : []),
    ],
  }
}
