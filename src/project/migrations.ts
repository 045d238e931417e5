import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import type { Change } from '../merge/changes.ts'

const named = /^(\d{14})_(.+)\.[jt]s$/

export interface MigrationFile {
  /** When it was made: `20261120101500`. */
  readonly at: string
  /** `create_orders` */
  readonly message: string
}

/** As long as a file's name may sensibly be. */
export const longestMessage = 80

/**
 * The name of a migration's file.
 * @param message in snake_case: `create_orders`
 */
export const migrationPath = (at: Date, message: string): string =>
  `migrations/${at.toISOString().slice(0, 19).replaceAll(/\D/g, '')}_${message}.ts`

/** The names of the files of migrations that belong together, a second apart; what tells them apart is at their ends. */
export const migrationPaths = (
  migrations: readonly { readonly label?: string }[],
  first: Date,
  message: string,
): string[] =>
  migrations.map(({ label }, index) =>
    migrationPath(
      new Date(first.getTime() + index * 1_000),
      label === undefined || migrations.length === 1 ? message : `${message}_${label}`,
    ),
  )

/**
 * What a person wrote about a migration, as it stands in the name of its file: `Add orders!` is `add_orders`.
 * @throws UsageError when nothing is left of it, or too much
 */
export function messageOf(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const message = plain.replaceAll(/[^a-z\d]+/g, '_').replaceAll(/^_|_$/g, '')
  if (message !== '' && message.length <= longestMessage) return message
  throw new UsageError(
    'MESSAGE_INVALID',
    message === ''
      ? `\`${text}\` has no letter or digit for the name of a file.`
      : 'The message is too long for the name of a file.',
    `A few words of ASCII, at most ${longestMessage} characters: paxx db migrate "add orders"`,
  )
}

/** The names of all files that a project runs as migrations, in their order. */
export async function listMigrationNames(root: string): Promise<string[]> {
  const names = await readdir(path.join(root, 'migrations')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  // As Kysely's `FileMigrationProvider` has it.
  return names.filter((name) => /(?<!\.d)\.[cm]?[jt]s$/.test(name)).toSorted()
}

/**
 * Takes migrations away.
 * @param names of their files
 */
export const deleteMigrations = (root: string, names: readonly string[]): Promise<Change[]> =>
  Promise.all(
    names.map(async (name): Promise<Change> => {
      const before = { content: await readFile(path.join(root, 'migrations', name)) }
      return { status: 'delete', path: `migrations/${name}`, before, after: null }
    }),
  )

/** The migrations of a project, oldest first. */
export async function listMigrationFiles(root: string): Promise<MigrationFile[]> {
  return (await listMigrationNames(root)).flatMap((name) => {
    const [, at, message] = named.exec(name) ?? []
    return at !== undefined && message !== undefined ? [{ at, message }] : []
  })
}

/** The time for the next migration's name: now, and after all that are there, since they run in the order of names. */
export function nextMigrationTime(files: readonly MigrationFile[], now = new Date()): Date {
  // Somebody's numbers need not be dates.
  const last = files.map(({ at }) => timeOf(at)).findLast((time) => !Number.isNaN(time))
  const earliest = last === undefined ? 0 : last + 1_000
  return new Date(Math.max(now.getTime(), earliest))
}

const timeOf = (at: string): number => Date.parse(at.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'))
