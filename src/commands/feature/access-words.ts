import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { type Access, accesses } from '../../render/answers.ts'
import { isProvided, unprovided } from '../../render/extensions/select.ts'
import type { Templates } from '../../render/render.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/** What is typed for who may use a feature, and what it means. */
export const accessWords = {
  owner: 'Rows have owners: each user has to do with his own, administrators with all',
  auth: 'Whoever is signed in',
  admin: 'Administrators',
  public: 'Everybody',
} as const
export type AccessWord = keyof typeof accessWords
export const allAccessWords = Object.keys(accessWords) as AccessWord[]

/** What `paxx.json` holds for a word. */
export const accessOf = (word: AccessWord): Access | undefined =>
  word === 'auth' ? 'user' : accesses.find((access) => access === word)

export const accessWord = (access: Access | undefined): AccessWord =>
  access === 'user' ? 'auth' : (access ?? 'public')

/**
 * Who may use a new feature: who is said by a flag, or when asked; else whoever is signed in, where the project knows that.
 * @throws UsageError for two flags, and for one where nothing says who asks
 */
export async function chooseAccess(
  given: Partial<Record<AccessWord, boolean | undefined>>,
  { answers }: Project,
  { extensions }: Templates,
  { yes, json }: GlobalArgs,
): Promise<Access | undefined> {
  const [word, second] = allAccessWords.filter((one) => given[one])
  if (word !== undefined && second !== undefined) throw ambiguous(word, second)
  if (!isProvided('access', answers, extensions)) {
    if (word !== undefined && word !== 'public') throw unprovided('access', `\`--${word}\``, extensions)
    return undefined
  }
  if (word !== undefined) return accessOf(word)
  return accessOf(canAsk() && !yes && !json ? await askForAccess() : 'auth')
}

async function askForAccess(): Promise<AccessWord> {
  const choices = allAccessWords.map((value) => ({ value, title: value, description: accessWords[value] }))
  return await ask<AccessWord>({ type: 'select', message: 'Who may use it?', choices, initial: 1 })
}

const ambiguous = (one: AccessWord, other: AccessWord): UsageError =>
  new UsageError(
    'ACCESS_AMBIGUOUS',
    `\`--${one}\` and \`--${other}\` are two answers to who may use it.`,
    'Choose one.',
  )
