import { z } from 'zod'
import { UsageError } from '../../errors.ts'
import { databases, FeatureAnswer } from '../answers.ts'
import { extensionName } from './name.ts'

const packageName = z.string().regex(/^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/, 'expected the name of a package')
const version = z.string().regex(/^[~^]?\d+\.\d+\.\d+(-[\w.]+)?$/, 'expected a version such as 1.2.3')
const line = z.string().regex(/^(?!.*\*\/)[^\r\n]*$/, 'expected one line of text')
const names = z.array(extensionName).default([])
/** None that npm runs by itself. */
const script = z
  .string()
  .regex(
    /^(?!pre|post|install$|dependencies$)[a-z][\w:-]*$/,
    'expected the name of a script that is run by its name alone',
  )

const file = z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[\w./-]+$/, 'expected the path of a file in the project')

/** Names alone are of packages whose versions paxx knows; any other comes with its own. */
const packages = z.union([z.array(packageName), z.record(packageName, version)]).default([])

const Setting = z.strictObject({
  /** Its Zod schema, as TypeScript. */
  type: line,
  comment: line,
  /** What it is when it is not given, where it then has a value: `.env.example` shows it commented out. */
  default: line.optional(),
})

/** A feature whose files an extension brings may be what no command on features makes. */
const Feature = FeatureAnswer.extend({
  /** What is unique together, by the names of fields. */
  unique: z.array(z.array(z.string()).min(2)).optional(),
})

const Manifest = z.strictObject({
  title: line,
  /** One sentence for the list of extensions. */
  description: line,
  requires: names,
  excludes: names,
  /** What the rest of paxx then builds upon: with `access`, features know who asks, and with `pages` they can have some. */
  provides: z.array(z.enum(['access', 'pages'])).default([]),
  /** The databases that it works with, where not with all. */
  databases: z.array(z.enum(databases)).min(1).optional(),
  dependencies: packages,
  devDependencies: packages,
  /** npm scripts, by name. */
  scripts: z.record(script, line).default({}),
  /** The one of them that writes files of what the project is, whenever paxx has changed it. */
  generates: z.strictObject({ script, files: z.array(file).min(1) }).optional(),
  settings: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a name such as API_KEY'), Setting).default({}),
  /** Lines for slots of other templates. */
  slots: z.record(z.string().regex(/^[\w.]+$/), z.array(z.string())).default({}),
  /** Those that it brings, by their names: its files have all of them, and this says what they would have been created from. */
  features: z.record(z.string(), Feature).default({}),
  /** What to do after it was added. */
  next: z.array(line).default([]),
})
export type Manifest = Readonly<z.output<typeof Manifest>>

/**
 * Reads the text of an `extension.json`.
 * @throws UsageError when it is not one, with the place that is wrong
 */
export function parseManifest(extension: string, text: string): Manifest {
  const invalid = (reason: string) =>
    new UsageError(
      'EXTENSION_INVALID',
      `extension.json of ${extension} is not valid: ${reason}.`,
      'docs/extensions.md says what an extension is made of.',
    )
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw invalid((error as Error).message)
  }
  const { data, error } = Manifest.safeParse(json)
  if (data) return data
  throw invalid(
    error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; '),
  )
}
