import { z } from 'zod'
import { UsageError } from '../errors.ts'
import { extensionName } from './extensions/name.ts'
import { prefixShape } from './prefix.ts'

export const databases = ['sqlite', 'postgres', 'mysql'] as const
export const idTypes = ['integer', 'uuid'] as const
export const ejectable = ['feature'] as const
export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const

/** Who may use a feature: each user rows of his own, whoever is signed in, or administrators. */
export const accesses = ['owner', 'user', 'admin'] as const
export type Access = (typeof accesses)[number]

/**
 * What a feature may have beside its fields: versions, by which no client overwrites what it has not seen; batches and files of
 * many rows; pages for people.
 */
export const featureOptions = ['versioned', 'bulk', 'pages'] as const
export type FeatureOption = (typeof featureOptions)[number]

/** What a feature was generated from; its fields as `printField` writes them. */
export const FeatureAnswer = z.strictObject({
  /** Where it is not the one that we would find. */
  singular: z.string().optional(),
  timestamps: z.literal(false).optional(),
  /** The fields that are the key, where it is no `id`. */
  primaryKey: z.array(z.string()).min(2).optional(),
  /** Whether it is a table between two others and no more, so that those have its routes. */
  joinsOnly: z.literal(true).optional(),
  /** Everybody may use it where it has none. */
  access: z.enum(accesses).optional(),
  options: z.array(z.enum(featureOptions)).min(1).optional(),
  fields: z.array(z.string()).min(1),
})
export type FeatureAnswer = Readonly<z.output<typeof FeatureAnswer>>

/** An extension of paxx's own has neither; another one is known by where it came from and what it held. */
const ExtensionAnswer = z
  .strictObject({
    /** A folder, from the project's, or an npm package. */
    source: z.string().min(1).optional(),
    hash: z
      .string()
      .regex(/^sha256-[0-9a-f]{64}$/, 'expected a SHA-256')
      .optional(),
  })
  .refine(({ source, hash }) => (source === undefined) === (hash === undefined), 'expected a source with its hash')

/** What a project was generated from: everything that rendering it needs, kept in its `paxx.json`. */
const Answers = z.strictObject({
  /** The version of paxx whose templates the project has. */
  paxx: z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/, 'a version such as 1.2.3'),
  name: z.string(),
  database: z.enum(databases),
  ids: z.enum(idTypes),
  packageManager: z.enum(packageManagers),
  /** What the paths of its features begin with. */
  prefix: z.string().regex(prefixShape).optional(),
  /** The version of the npm package `node` that the project brings along, where the machine's Node.js was too old. */
  node: z.string().optional(),
  /** In the order in which they came. */
  features: z.record(z.string(), FeatureAnswer).default({}),
  /** The templates that the project has copies of, which it may change. */
  ejected: z.array(z.enum(ejectable)).min(1).optional(),
  extensions: z.record(extensionName, ExtensionAnswer).default({}),
})
export type Answers = Readonly<z.output<typeof Answers>>

/**
 * Reads the text of a `paxx.json`.
 * @throws UsageError when it is not one, with the place that is wrong
 */
export function parseAnswers(text: string): Answers {
  const result = Answers.safeParse(parseJson(text))
  if (result.success) return Object.freeze(result.data)
  throw new UsageError(
    'ANSWERS_INVALID',
    `paxx.json is not valid: ${result.error.issues.map(describe).join('; ')}.`,
    'Mend it by hand, or take it from git: git checkout -- paxx.json',
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(
      'ANSWERS_INVALID',
      `paxx.json is not JSON: ${(error as Error).message}.`,
      'Mend it by hand, or take it from git: git checkout -- paxx.json',
    )
  }
}

const describe = ({ path, message }: z.core.$ZodIssue): string => [path.join('.'), message].filter(Boolean).join(': ')

/** In one order, so that it does not show in which one they came. */
export function formatAnswers(answers: Answers): string {
  const { paxx, name, database, ids, packageManager, prefix, extensions, ...others } = answers
  const sorted = Object.entries(extensions).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const first = { paxx, name, database, ids, packageManager, prefix, ...others }
  const all = sorted.length > 0 ? { ...first, extensions: Object.fromEntries(sorted) } : first
  return `${JSON.stringify(all, null, 2)}\n`
}
