import { UsageError } from '../errors.ts'

/** Device names, which Windows keeps with any extension. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)/i

const wholePathRules: readonly [refused: (path: string) => boolean, reason: string][] = [
  [(path) => path === '', 'it is empty'],
  [(path) => /\p{Cs}/u.test(path) || path !== path.normalize('NFC'), 'it is not Unicode in its composed form (NFC)'],
  [(path) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path), 'it has a control or an invisible character'],
  [(path) => path.includes('\\'), 'it has a backslash'],
  [(path) => /^(\/|~|[a-z]:)/i.test(path), 'it is not relative'],
  [(path) => /%(2e|2f|5c|00)/i.test(path), 'it hides a character behind an encoding'],
  [(path) => /[<>:"|?*]/.test(path), 'it has a character that Windows forbids'],
]

const segmentRules: readonly [refused: (segment: string) => boolean, reason: string][] = [
  [(segment) => segment === '', 'it has an empty segment'],
  [(segment) => segment === '.' || segment === '..', 'it has a segment that means another folder'],
  [(segment) => /[. ]$/.test(segment), 'a segment ends in a dot or a space'],
  [(segment) => device.test(segment), 'Windows keeps a segment of it for a device'],
  [(segment) => Buffer.byteLength(segment) > 255, 'a segment is longer than 255 bytes'],
  [(segment) => /^(\.git|git~\d+|\.paxx)$/i.test(segment), 'a folder of Git or of paxx is not for files of a project'],
]

/**
 * Checks one path of a project: relative, with forward slashes, and meaning the same file on every system.
 * @throws UsageError with the reason
 */
export function checkPath(path: string): void {
  const segments = path.split('/')
  const rule =
    wholePathRules.find(([refused]) => refused(path)) ?? segmentRules.find(([refused]) => segments.some(refused))
  if (rule) throw new UsageError('PATH_INVALID', `${quote(path)} cannot be a path in a project: ${rule[1]}.`)
}

/**
 * Checks paths that shall exist together: each by itself, and that no two mean one file where case does not count,
 * and that no file is also a folder.
 * @throws UsageError with the reason
 */
export function checkPaths(paths: Iterable<string>): void {
  const files = new Map<string, string>()
  const folders = new Map<string, string>()
  for (const path of paths) {
    checkPath(path)
    const clash = files.get(fold(path))
    if (clash !== undefined) throw collision(path, clash)
    files.set(fold(path), path)
    for (const folder of parentsOf(path)) {
      const other = folders.get(fold(folder)) ?? folder
      if (other !== folder) throw collision(folder, other)
      folders.set(fold(folder), folder)
    }
  }
  for (const [key, path] of files) {
    const folder = folders.get(key)
    if (folder !== undefined) throw collision(path, `${folder}/`)
  }
}

/** The folders that a path lies in, outermost first: `a/b/c` → `a`, `a/b`. */
export function parentsOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1)
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'))
}

/** A name as file systems compare it that ignore case: through upper case, so that `ſ` is `s` as well. */
export const fold = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase()

/** That two paths cannot both exist on every system. */
export const collision = (path: string, other: string): UsageError =>
  new UsageError('PATH_COLLISION', `${quote(path)} and ${quote(other)} cannot both exist on every system.`)

/** A path with what a terminal would act on made visible. */
const quote = (path: string): string =>
  `\`${path.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)}\``
