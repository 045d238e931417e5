import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import { ValidationError } from './errors.ts'

/** Argon2id, with what OWASP asks for at least. A hash says what it was made with, so these may be raised at any time. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const current = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`

/** A new password: long, and of any characters. */
export const Password = z.string().min(12).max(128)
/** One to be tried, bounded because it costs time. */
export const GivenPassword = z.string().max(128)

export const hashPassword = async (password: string): Promise<string> => await hash(password.normalize('NFKC'), cost)

/** Whether a hash was made with less than what is asked for now. */
export const isOutdated = (hashed: string): boolean => !hashed.startsWith(current)

let nobodys: Promise<string> | undefined

/** Whether it is the password. Without a hash to compare it with it takes as long, so that time tells nobody who has one. */
export async function verifyPassword(password: string, hashed: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword('the password of nobody')
  const isSame = await verify(hashed ?? (await nobodys), password.normalize('NFKC'))
  return isSame && typeof hashed === 'string'
}

let common: Promise<Set<string>> | undefined

/** Loaded when first needed: a list of fifty thousand takes a while. */
async function loadCommon(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/** Refuses what is tried first: passwords that many have, whatever digits and signs are around them, and a few signs over and over. */
export async function refuseCommon(password: string): Promise<void> {
  const passwords = await (common ??= loadCommon())
  const text = password.normalize('NFKC').toLowerCase()
  const word = text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (!passwords.has(text) && !passwords.has(word) && new Set(text).size > 4) return
  throw new ValidationError([{ path: 'password', message: 'Many have this password, and it is tried first' }])
}
