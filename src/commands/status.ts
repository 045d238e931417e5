import { compareProject } from '../change/comparison.ts'
import { trustOption } from '../change/trust.ts'
import { ageOf } from '../project/age.ts'
import type { FileState } from '../project/compare.ts'
import { colour } from '../ui/colour.ts'
import { unifiedDiff } from '../ui/diff.ts'
import { table } from '../ui/table.ts'
import { version } from '../version.ts'
import { defineCommand } from './command.ts'
import { differenceText, findDiffering } from './feature/differences.ts'

const colours: Record<FileState, (text: string) => string> = {
  untouched: colour.dim,
  edited: colour.yellow,
  missing: colour.red,
  outdated: colour.cyan,
}

export const command = defineCommand({
  details:
    'Each generated file is untouched; edited, by you; missing; or outdated: untouched, and this version of paxx would write it otherwise. Where a model was edited, the fields are named that paxx.json has otherwise.',
  options: {
    check: { type: 'boolean', describe: 'Exit with 2 unless every file is untouched' },
    all: { type: 'boolean', describe: 'List the untouched files too' },
    ...trustOption,
  },
  examples: [
    ['paxx status', 'The files that differ'],
    ['paxx status --check', 'For CI'],
  ],
  async run({ check, all, diff, ...args }) {
    const { project, files, extensions } = await compareProject('status', args)
    const { paxx } = project.answers
    const different = files.filter(({ state }) => state !== 'untouched')
    const shown = all ? files : different
    const rows = shown.map(({ state, path }) => [colours[state](state), path])
    const diffs = diff ? different.map(({ path, base, ours }) => unifiedDiff(path, base, ours)) : []
    const differing = ageOf(paxx) === 'same' ? findDiffering(project.answers, extensions, files) : []
    const summary = [
      ...differing.map(differenceText),
      ...[...new Set(differing.map(({ feature }) => feature))].map(
        (feature) => `paxx feature sync ${feature} takes that over.`,
      ),
      `${files.length - different.length} of ${files.length} generated files are untouched.`,
      ...(ageOf(paxx) === 'older'
        ? [`They are of paxx ${paxx}: paxx upgrade brings those of this one, ${version}.`]
        : []),
    ]
    return {
      json: { files: files.map(({ path, state }) => ({ path, state })), differences: differing },
      text: [...(rows.length > 0 ? [table(rows), ''] : []), ...diffs, ...summary].join('\n'),
      exitCode: check && different.length > 0 ? 2 : 0,
    }
  },
})
