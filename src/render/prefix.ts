import { UsageError } from '../errors.ts'

/** `/v1`, `/api/v1` */
export const prefixShape = /^(\/[a-z0-9]+([._-][a-z0-9]+)*){1,4}$/

/** Those of extensions, whose names no others can have then. */
const features = ['users', 'webhooks']

/** What a project serves beside its features, by itself or by an extension. */
const taken = new Set([
  '.well-known',
  'admin',
  'assets',
  'auth',
  'dev',
  'docs',
  'health',
  'me',
  'openapi.json',
  'ready',
  'sign-in',
  'sign-out',
  'style.css',
  ...features,
])

/** Whether there may be something else where the pages of a feature would be. */
export const isServed = (feature: string): boolean => taken.has(feature) && !features.includes(feature)

/**
 * Reads what the paths of a project's features are to begin with, and nothing from `/`. The first slash may be left out: Git's
 * Bash on Windows makes a path of its own from one.
 * @throws UsageError with the reason
 */
export function readPrefix(given: string): string | undefined {
  const prefix = `/${given.replaceAll(/^\/|\/$/g, '')}`
  if (prefix === '/') return undefined
  if (!prefixShape.test(prefix) || prefix.length > 60) {
    throw invalid(given, 'it is not made of a slash and lowercase letters and digits')
  }
  const [, first] = prefix.split('/')
  if (taken.has(first!)) throw invalid(given, `projects serve something else at \`/${first}\``)
  return prefix
}

/** The code for a path, by its name, without its prefix: of any version, as there may be several side by side. */
export const unprefixed = (name: string, prefix = ''): string =>
  prefix === ''
    ? name
    : `${name}.replace(/^${prefix.replaceAll(/[/.]/g, '\\$&').replaceAll(/\d+/g, '\\d+')}(?=\\/)/, '')`

const invalid = (prefix: string, reason: string): UsageError =>
  new UsageError(
    'PREFIX_INVALID',
    `\`${prefix}\` cannot be what paths begin with: ${reason}.`,
    'For example: `/api/v1`; `/` for none.',
  )
