import { createHash } from 'node:crypto'
import { UsageError } from '../../errors.ts'
import { type Manifest, parseManifest } from './manifest.ts'

/** An extension, read and checked. */
export interface Extension {
  readonly name: string
  readonly manifest: Manifest
  /** Its templates, by their paths in its folder. */
  readonly sources: ReadonlyMap<string, string>
  /** All that its folder holds. */
  readonly files: ReadonlyMap<string, string>
}

/** A file of an extension: one of the project, the lines for a slot, once or for each feature or join, or what a command writes into one. */
export interface Part {
  readonly kind: 'file' | 'slot' | 'each' | 'each-join' | 'piece'
  /** The answer with which it is there, such as a database, another extension, or a feature's access; always where it names none. */
  readonly beside: string | undefined
  /** The path of the template in the project, the name of the slot, or what is written and into which file: `job/jobs.ts`. */
  readonly target: string
}

const beside = String.raw`(?:-([a-z][a-z0-9-]*))?`
const file = new RegExp(String.raw`^files${beside}/(.+)$`)
const slot = new RegExp(String.raw`^slots${beside}/([\w.]+)\.(?:ts|ya?ml|md|txt)$`)
const each = /^(each|each-join)(?:-(owner|user|admin))?\/([\w.]+)\.ts$/
const piece = /^create\/([a-z]+\/[a-z]+\.ts)$/

/**
 * What a path in the folder of an extension stands for: `files/core/audit.ts`, `slots/readme.production.md`;
 * `files-postgres/…` and `slots-docker/…` in projects on that database, or with that extension; `each/admin.imports.ts` lines for
 * each feature, and `each-owner/…` for those with owners, `each-join/…` for each that sets what its rows are joined with; and `create/job/jobs.ts` what `paxx job create` adds to a feature's `jobs.ts`.
 */
export function partOf(path: string): Part | undefined {
  const [, written] = piece.exec(path) ?? []
  if (written !== undefined) return { kind: 'piece', beside: undefined, target: written }
  const ofFeature = each.exec(path)
  if (ofFeature) return { kind: ofFeature[1] as 'each' | 'each-join', beside: ofFeature[2], target: ofFeature[3]! }
  const kind = slot.test(path) ? 'slot' : 'file'
  const match = (kind === 'slot' ? slot : file).exec(path)
  return match ? { kind, beside: match[1], target: match[2]! } : undefined
}

/**
 * Reads the files of an extension's folder.
 * @throws UsageError for a manifest that is none, and for a file that belongs nowhere
 */
export function readExtension(name: string, files: ReadonlyMap<string, string>): Extension {
  const { 'extension.json': manifest, ...others } = Object.fromEntries(files)
  if (manifest === undefined) {
    throw new UsageError(
      'EXTENSION_INVALID',
      `There is no extension.json in ${name}.`,
      'docs/extensions.md says what an extension is made of.',
    )
  }
  const stranger = Object.keys(others).find((path) => !partOf(path))
  if (stranger !== undefined) {
    throw new UsageError(
      'EXTENSION_INVALID',
      `${stranger} of ${name} is in no folder that an extension has.`,
      'Files of the project go into files/, lines for a slot into such as slots/readme.production.md.',
    )
  }
  const parsed = parseManifest(name, manifest)
  const targets = new Set(Object.keys(others).map((path) => partOf(path)!.target))
  for (const feature of Object.keys(parsed.features)) {
    const has = (own: string): boolean => targets.has(`features/${feature}/${own}`)
    const lacking = ['models.ts', ...(has('factory.ts') ? ['services.ts'] : [])].find((own) => !has(own))
    if (lacking === undefined) continue
    throw new UsageError(
      'EXTENSION_INVALID',
      `${name} says that it brings the feature ${feature}, and has no files/features/${feature}/${lacking}.`,
      'docs/extensions.md says what a feature of an extension is made of.',
    )
  }
  if (parsed.provides.includes('access')) checkAccess(name, parsed, targets)
  return { name, manifest: parsed, sources: new Map(Object.entries(others)), files }
}

/** @throws UsageError where what features with access import is not there */
function checkAccess(name: string, { features }: Manifest, targets: ReadonlySet<string>): void {
  const absent = ['core/access.ts', 'core/ownership.ts', 'tests/auth.ts'].find((path) => !targets.has(path))
  const missing = absent === undefined ? (features['users'] ? undefined : 'feature `users`') : `files/${absent}`
  if (missing === undefined) return
  throw new UsageError(
    'EXTENSION_INVALID',
    `${name} says that it provides access, and has no ${missing}.`,
    'docs/extensions.md says what provides access is made of.',
  )
}

/** Of the files of an extension's folder: the same for the same contents, whatever their order. */
export function hashExtension(files: ReadonlyMap<string, string>): string {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `sha256-${createHash('sha256').update(JSON.stringify(sorted)).digest('hex')}`
}
