import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const git = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'paxx'],
    [`GIT_${role}_EMAIL`, 'paxx@example.com'],
  ]),
)

/** What `npm test` runs: the pure tiers, and the main job once, from `npm pack` to a request. The rest takes half an hour. */
const first = {
  fast: [
    'tests/{unit,merge}/**/*.test.ts',
    'tests/schema/!(postgres|mysql)*.test.ts',
    'tests/apply/*(apply|paths|stage).test.ts',
    'tests/cli/*(command-line|feature).test.ts',
  ],
  emitted: ['tests/emitted/feature-commands.test.ts'],
  waiting: [],
}

/** Those that take minutes come first: the core that is done would wait for what the other began last. */
const longest = [
  'emitted/extensions.test.ts',
  'docs/documents.test.ts',
  'cli/upgrade.test.ts',
  'cli/extensions.test.ts',
  'cli/bootstrap-kills.test.ts',
]
class LongestFirst extends BaseSequencer {
  override async sort(specs: TestSpecification[]) {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(name))
    // oxlint-disable-next-line unicorn/no-array-sort -- this is no array's
    const sorted = await super.sort(specs)
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))]
  }
}

/** What waits for a server or a clock, which one that works beside it would make late. */
const waiting = 'tests/emitted/*(*-faults|concurrently|server).test.ts'

/** The files of a tier: with `--mode first` those of `npm test`, with `--mode rest` the others, all of them else. */
function files(mode: string, tier: keyof typeof first, all: string, but: readonly string[] = []) {
  return { include: mode === 'first' ? first[tier] : [all], exclude: [...(mode === 'rest' ? first[tier] : []), ...but] }
}

const emitted = { globalSetup: 'tests/emitted/setup.ts', testTimeout: 600_000, hookTimeout: 600_000 }

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: 'tests/build.ts',
    setupFiles: 'tests/seed.ts',
    env: { NO_COLOR: '1', ...git },
    // Removing what a test has installed takes its time.
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          ...files(mode, 'fast', 'tests/{unit,cli,apply,merge,schema}/**/*.test.ts'),
          // By itself Vitest leaves one core to a watcher, which is half of two.
          maxWorkers: '100%',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'emitted',
          ...files(mode, 'emitted', 'tests/{emitted,docs}/**/*.test.ts', [waiting]),
          ...emitted,
          // Each worker has a project of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      ...(mode === 'first'
        ? []
        : [
            {
              extends: true as const,
              test: {
                name: 'waiting',
                ...files(mode, 'waiting', waiting),
                ...emitted,
                maxWorkers: 2,
                sequence: { groupOrder: 2 },
              },
            },
          ]),
    ],
  },
}))
