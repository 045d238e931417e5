import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** A monorepo whose package manager installs its members together. */
export interface Workspace {
  readonly root: string
  /** That names the members. */
  readonly file: string
}

/** The workspace around a folder, which need not be there yet, that would take it as a member. */
export async function workspaceAround(folder: string): Promise<Workspace | undefined> {
  for (let root = path.dirname(folder); ; root = path.dirname(root)) {
    for (const [file, read] of Object.entries(readers)) {
      const patterns = read((await readFile(path.join(root, file), 'utf8').catch(() => '')).trim())
      if (isMember(path.relative(root, folder).replaceAll(path.sep, '/'), patterns)) return { root, file }
    }
    if (root === path.dirname(root)) return undefined
  }
}

/** How the patterns of members are read, by the file that has them: pnpm's, and that of npm, Yarn and bun. */
const readers: Readonly<Record<string, (text: string) => readonly string[]>> = {
  'pnpm-workspace.yaml': (text) => {
    const [, list = ''] = /^packages:[ \t]*\n((?:[ \t]*(?:-.*|#.*)?(?:\n|$))*)/m.exec(text) ?? []
    return [...list.matchAll(/^[ \t]*- *(['"]?)(.+?)\1 *(?:#.*)?$/gm)].map(([, , pattern]) => pattern!)
  },
  'package.json': (text) => {
    try {
      const { workspaces } = JSON.parse(text) as { workspaces?: string[] | { packages?: string[] } }
      return (Array.isArray(workspaces) ? workspaces : workspaces?.packages) ?? []
    } catch {
      return []
    }
  },
}

/** The last pattern that matches decides; one with `!` leaves out. */
function isMember(folder: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => toExpression(pattern.replace(/^!/, '')).test(folder))
  return last !== undefined && !last.startsWith('!')
}

const toExpression = (pattern: string): RegExp => {
  const parts = pattern
    .replace(/^\.?\//, '')
    .replace(/\/$/, '')
    .split(/(\*\*\/?|\*|\{[^}]*\})/)
  const expressions = parts.map((part) => {
    if (part.startsWith('**')) return part.endsWith('/') ? '(?:.*/)?' : '.*'
    if (part === '*') return '[^/]*'
    if (part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(escape).join('|')})`
    return escape(part)
  })
  return new RegExp(`^${expressions.join('')}$`)
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
