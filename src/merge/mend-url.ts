/** What a `.env` becomes when its project gets another database. */
interface Mended {
  readonly env: string
  /** The former example, as if it had been one of the new database. */
  readonly example: string
  /** Whether a URL of the user's is a comment now. */
  readonly isSetAside: boolean
}

/** A line that sets DATABASE_URL, and the comments right above it. */
const assignment = /^((?:#.*\n)*)((?:export )?DATABASE_URL=)(.*)$/m
const setAside = /# DATABASE_URL=(.*)\n$/

/**
 * Gives a `.env` the DATABASE_URL of another database's `.env.example`. A URL of the user's is never lost: one that fits
 * stays, any other becomes a comment, which the way back makes a setting again.
 * @param example,next the `.env.example` of the old database and of the new one
 * @param fits whether a URL is one of the new database
 */
export function mendUrl(env: string, example: string, next: string, fits: (url: string) => boolean): Mended {
  const [old, fresh, own] = [example, next, env].map((text) => assignment.exec(text))
  if (!old || !fresh || old[0] === fresh[0]) return { env, example, isSetAside: false }
  const equal = example.replace(old[0], () => fresh[0])
  if (!own) return { env, example: equal, isSetAside: false }
  const [block, comments = '', name = '', value = ''] = own
  const url = unquoted(value)
  if (url !== '' && fits(url)) return { env, example: equal, isSetAside: false }

  const kept = setAside.exec(comments)
  const bare = comments.replace(setAside, '')
  const isDefault = url === '' || url === old[3]
  const explained = bare.endsWith(old[1]!) ? bare.slice(0, bare.length - old[1]!.length) + fresh[1]! : bare
  const isFormer = kept !== null && fits(unquoted(kept[1]!))
  const aside = [...(kept && !isFormer ? [kept[0]] : []), ...(isDefault ? [] : [`# DATABASE_URL=${value}\n`])]
  const line = `${explained}${aside.join('')}${name}${isFormer ? kept[1]! : fresh[3]!}`
  return { env: env.replace(block, () => line), example: equal, isSetAside: !isDefault }
}

const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2')
