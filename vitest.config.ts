import { defineConfig } from 'vitest/config'

const git = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'paxx'],
    [`GIT_${role}_EMAIL`, 'paxx@example.com'],
  ]),
)

export default defineConfig({
  test: {
    globalSetup: 'tests/build.ts',
    setupFiles: 'tests/seed.ts',
    env: { NO_COLOR: '1', ...git },
    projects: [
      {
        extends: true,
        test: { name: 'fast', include: ['tests/{unit,cli,apply,merge,schema}/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'emitted',
          include: ['tests/{emitted,docs}/**/*.test.ts'],
          globalSetup: 'tests/emitted/setup.ts',
          // They share one project, and its port and its database.
          fileParallelism: false,
          testTimeout: 600_000,
        },
      },
    ],
  },
})
