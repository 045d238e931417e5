import { createTwoFilesPatch } from 'diff'
import kleur from 'kleur'
import type { File } from '../merge/changes.ts'

/** The difference between two states of a file, as `git diff` has it; null is a file that is not there. */
export function unifiedDiff(path: string, before: File | null, after: File | null, from = path): string {
  const [old, new_] = [before ? `a/${from}` : '/dev/null', after ? `b/${path}` : '/dev/null']
  if (isBinary(before) || isBinary(after)) return `Binary files ${old} and ${new_} differ`
  const [one, other] = [before, after].map((file) => (path === '.env' ? masked(text(file)) : text(file)))
  const patch = createTwoFilesPatch(old, new_, one!, other!, undefined, undefined, { context: 3 })
  return patch
    .split('\n')
    .filter((line) => !line.startsWith('====='))
    .map(colour)
    .join('\n')
    .trimEnd()
}

const isBinary = (file: File | null) => file !== null && Buffer.from(file.content).subarray(0, 8000).includes(0)

const text = (file: File | null) => (file === null ? '' : Buffer.from(file.content).toString('utf8'))

/** Nobody's secrets are printed. */
const masked = (env: string): string => env.replaceAll(/^((?:# ?)?(?:export )?\w+=).+$/gm, '$1***')

function colour(line: string): string {
  if (/^(---|\+\+\+) /.test(line)) return kleur.bold(line)
  if (line.startsWith('@@')) return kleur.cyan(line)
  if (line.startsWith('+')) return kleur.green(line)
  if (line.startsWith('-')) return kleur.red(line)
  return line
}
