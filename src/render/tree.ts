/** A file's content and permission bits; a string is UTF-8 text. */
export interface File {
  readonly content: string | Uint8Array
  /** 0o644 for a new file unless given; a file that exists keeps its own. */
  readonly mode?: number
}

/** The files of a project: their paths, relative to its root and with `/`, and what they hold. */
export type Tree = ReadonlyMap<string, File>

/** The text of a file that is text. */
export const textOf = ({ content }: File): string =>
  typeof content === 'string' ? content : Buffer.from(content).toString('utf8')

/** The files in the order of their paths, which does not depend on the machine's language. */
export const sortTree = (files: Iterable<readonly [string, File]>): Tree =>
  new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
