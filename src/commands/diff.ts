import path from 'node:path'
import { compareProject } from '../change/comparison.ts'
import { trustOption } from '../change/trust.ts'
import { UsageError } from '../errors.ts'
import type { Compared } from '../project/compare.ts'
import { unifiedDiff } from '../ui/diff.ts'
import { defineCommand } from './command.ts'

export const command = defineCommand({
  details: 'A unified diff from what paxx wrote to what is there, for the generated files alone.',
  positionals: { paths: { type: 'string', array: true, describe: 'Only these files and folders' } },
  options: trustOption,
  examples: [
    ['paxx diff', 'Everything that was changed'],
    ['paxx diff app.ts core', 'In app.ts and under core/'],
  ],
  async run({ paths, ...args }) {
    const { project, files } = await compareProject('diff', args)
    const chosen = (paths ?? []).map((given) => within(project.root, given))
    for (const [index, wanted] of chosen.entries()) {
      if (!files.some((file) => isIn(file, wanted))) throw notGenerated(paths![index]!)
    }
    const changed = files.filter(
      (file) =>
        (file.state === 'edited' || file.state === 'missing') &&
        (chosen.length === 0 || chosen.some((wanted) => isIn(file, wanted))),
    )
    const diffs = changed.map(({ path: file, base, ours }) => ({ path: file, diff: unifiedDiff(file, base, ours) }))
    return {
      json: { files: diffs },
      text:
        diffs.length === 0 ? 'Nothing was changed since it was generated.' : diffs.map(({ diff }) => diff).join('\n'),
    }
  },
})

/** A path of the command line as one of the project's. */
const within = (root: string, given: string): string =>
  path.relative(root, path.resolve(given)).replaceAll(path.sep, '/')

const isIn = (file: Compared, wanted: string): boolean =>
  wanted === '' || file.path === wanted || file.path.startsWith(`${wanted}/`)

function notGenerated(given: string): UsageError {
  return new UsageError(
    'NOT_GENERATED',
    `paxx wrote no file at \`${given}\`.`,
    '`paxx status --all` lists those it wrote.',
  )
}
