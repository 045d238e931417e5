import { clear, measure, type Place } from '../apply/clear.ts'
import { withLock } from '../apply/lock.ts'
import { findRoot } from '../project/find.ts'
import { isCommitted } from '../tools/git.ts'
import { table } from '../ui/table.ts'
import { defineCommand } from './command.ts'

/** What tools build and keep, and make again: the output of the build and of coverage, and caches. */
const places = [
  'dist',
  'coverage',
  'tsconfig.tsbuildinfo',
  'tsconfig.build.tsbuildinfo',
  'node_modules/.cache',
  'node_modules/.vite',
  'node_modules/.vite-temp',
]

export const command = defineCommand({
  details: `Removes what is built and what is cached: ${places.join(', ')}. Never data, and nothing that is committed.`,
  examples: [
    ['paxx clean', 'Everything that a build and a test make anew'],
    ['paxx clean --dry-run', 'What there is of it'],
  ],
  async run({ dryRun }) {
    const root = await findRoot()
    if (dryRun) return report(await find(root), true)
    return await withLock(root, 'clean', async () => {
      const found = await find(root)
      for (const place of found.built) clear(root, place)
      return report(found, false)
    })
  },
})

interface Found {
  readonly built: readonly Place[]
  /** Those of which something is committed. */
  readonly kept: readonly string[]
}

async function find(root: string): Promise<Found> {
  const built: Place[] = []
  const kept: string[] = []
  for (const place of places.flatMap((path) => measure(root, path) ?? [])) {
    if (await isCommitted(root, place.path)) kept.push(place.path)
    else built.push(place)
  }
  return { built, kept }
}

function report({ built, kept }: Found, dryRun: boolean) {
  const bytes = built.reduce((sum, place) => sum + place.bytes, 0)
  const rows = built.map(({ path, files, bytes: own }) => [
    dryRun ? 'would remove' : 'removed',
    path,
    `${files} ${files === 1 ? 'file' : 'files'}`,
    size(own),
  ])
  const text = [
    ...(rows.length > 0 ? [table(rows)] : ['There is nothing to remove.']),
    ...kept.map((path) => `${path} stays: something of it is committed.`),
  ]
  return { json: { removed: built, kept, bytes, ...(dryRun && { dryRun }) }, text: text.join('\n') }
}

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${Math.round(bytes / 100_000) / 10} MB`
