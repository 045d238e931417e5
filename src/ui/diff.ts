import { createTwoFilesPatch } from 'diff'
import type { File } from '../render/tree.ts'
import { colour } from './colour.ts'

/** The difference between two states of a file, as `git diff` has it; null is a file that is not there. */
export function unifiedDiff(path: string, before: File | null, after: File | null, from = path): string {
  const [old, new_] = [before ? `a/${from}` : '/dev/null', after ? `b/${path}` : '/dev/null']
  if (isBinary(before) || isBinary(after)) return `Binary files ${old} and ${new_} differ`
  const [one, other] = [before, after].map((file) => (path === '.env' ? masked(text(file)) : text(file)))
  const patch = createTwoFilesPatch(old, new_, one!, other!, undefined, undefined, { context: 3 })
  return patch
    .split('\n')
    .filter((line) => !line.startsWith('====='))
    .map(painted)
    .join('\n')
    .trimEnd()
}

const isBinary = (file: File | null) => file !== null && Buffer.from(file.content).subarray(0, 8000).includes(0)

const text = (file: File | null) => (file === null ? '' : Buffer.from(file.content).toString('utf8'))

/** Nobody's secrets are printed. */
const masked = (env: string): string => env.replaceAll(/^((?:# ?)?(?:export )?\w+=).+$/gm, '$1***')

function painted(line: string): string {
  if (/^(---|\+\+\+) /.test(line)) return colour.bold(line)
  if (line.startsWith('@@')) return colour.cyan(line)
  if (line.startsWith('+')) return colour.green(line)
  if (line.startsWith('-')) return colour.red(line)
  return line
}
