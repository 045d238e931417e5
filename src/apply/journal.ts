import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../errors.ts'
import type { Change } from '../merge/changes.ts'
import type { File } from '../render/tree.ts'
import { locate } from './confine.ts'
import { hash, syncFolder, writeDurably } from './files.ts'
import { checkPath } from './paths.ts'
import { folderExists, openWorkspace, workspaceOf } from './workspace.ts'

/** What a transaction does to one file: hashes of what it holds before and after, null where there is none. */
export interface Entry {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

export interface Journal {
  readonly version: 1
  /** The folders that it makes, outermost first. */
  readonly folders: readonly string[]
  readonly entries: readonly Entry[]
}

/** An entry and its places on disk. */
export interface Step extends Entry {
  readonly target: string
  /** The new content until it is put in place. */
  readonly fresh: string
  /** What was in its place, until the transaction has ended. */
  readonly old: string
}

const transactionOf = (root: string): string => join(workspaceOf(root), 'transaction')

const journalIn = (folder: string): string => join(folder, 'journal.json')
const committedIn = (folder: string): string => join(folder, 'committed.json')

/** The journal of changes that write something. */
export function planJournal(changes: readonly Change[], folders: readonly string[]): Journal {
  const entries = changes.map(({ path, before, after }) => ({ path, before: hashOf(before), after: hashOf(after) }))
  return { version: 1, folders, entries }
}

const hashOf = (file: File | null): string | null => file && hash(file.content)

/**
 * An entry's places, looked up anew each time, for the tree may change in between.
 * @throws UsageError when the path leads out of the root
 */
export function stepOf(root: string, entry: Entry, index: number): Step {
  const slot = join(transactionOf(root), String(index))
  return { ...entry, target: locate(root, entry.path), fresh: `${slot}.new`, old: `${slot}.old` }
}

/** Whether an interrupted command has left something. */
export const hasTransaction = (root: string): boolean =>
  folderExists(workspaceOf(root)) && folderExists(transactionOf(root))

/** Makes the folder for contents and the journal. */
export const beginTransaction = (root: string): void => mkdirSync(join(openWorkspace(root), 'transaction'))

/** From here on, what was begun is undone by `recover` unless it is committed. */
export function writeJournal(root: string, journal: Journal): void {
  const folder = transactionOf(root)
  const draft = join(folder, 'draft.json')
  writeDurably(draft, JSON.stringify(journal), 0o600)
  renameSync(draft, journalIn(folder))
  syncFolder(folder)
}

/** From here on, what was begun is finished by `recover`. */
export function commit(root: string): void {
  const folder = transactionOf(root)
  renameSync(journalIn(folder), committedIn(folder))
}

/** What an interrupted command has left, if it came far enough to change something. */
export function readJournal(root: string): { journal: Journal; committed: boolean } | undefined {
  if (!hasTransaction(root)) return undefined
  const folder = transactionOf(root)
  const committed = existsSync(committedIn(folder))
  const path = committed ? committedIn(folder) : journalIn(folder)
  return existsSync(path) ? { journal: parse(path), committed } : undefined
}

/** Forgets a transaction: its journal first, for while there is one the rest has a meaning. */
export function removeTransaction(root: string): void {
  if (!hasTransaction(root)) return
  const folder = transactionOf(root)
  rmSync(journalIn(folder), { force: true })
  syncFolder(folder)
  rmSync(folder, { recursive: true, force: true })
}

/** A project may come from a stranger, its journal with it: no path is believed. */
function parse(path: string): Journal {
  const text = readFileSync(path, 'utf8')
  try {
    const journal = JSON.parse(text) as Journal
    if (journal.version !== 1) throw new Error('it is of another version')
    for (const each of [...journal.folders, ...journal.entries.map((entry) => entry.path)]) checkPath(each)
    return journal
  } catch (error) {
    throw new UsageError(
      'JOURNAL_INVALID',
      `The journal of an interrupted command cannot be read: ${(error as Error).message}`,
      `Compare the files in ${dirname(path)} with your own, and then remove that folder.`,
    )
  }
}
