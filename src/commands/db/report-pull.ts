import { changesJson, changesText } from '../../ui/changes.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import type { Result } from '../../ui/print.ts'
import type { PulledFiles } from './pulled-files.ts'

/**
 * What a pull wrote, or would write.
 * @param left the differences between models and migrations that there are now
 */
export function reportPull(
  { changes, migration, differences, remarks, unread }: PulledFiles,
  args: GlobalArgs,
  left: readonly string[],
): Result {
  const json = { changes: changesJson(changes, args), migration: migration ?? null, differences, remarks, unread, left }
  const blocks = [
    changes.length > 0
      ? [changesText(changes, args)]
      : ['Each table has its model and its migration: nothing to pull.'],
    titled("Their names are not as Kysely's CamelCasePlugin has them (created_at is createdAt):", remarks),
    titled('The migration does not make these; nothing changes them here:', unread),
    titled('Tables that are not as their models say were left so. Each would need this (paxx db diff):', differences),
    titled('The models and the migrations do not agree on this (paxx db check):', left),
    changes.length > 0 && !args.dryRun ? nextSteps(migration) : [],
  ]
  return {
    json: { ...json, ...(args.dryRun && { dryRun: true }) },
    text: blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
  }
}

const titled = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : []

const nextSteps = (migration: string | undefined): string[] => [
  ...(migration === undefined
    ? []
    : [
        `This database has ${migration} as applied. Another one that has these tables is told so by:`,
        `  paxx db upgrade ${migration} --fake`,
      ]),
  'The models are yours to read and to sharpen: what a text may be, a database seldom says.',
  'Services, routes and tests go beside them, as `paxx feature create` writes those of a new table.',
]
