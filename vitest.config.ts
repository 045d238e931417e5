import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    globalSetup: 'tests/build.ts',
    env: {
      NO_COLOR: '1',
      GIT_AUTHOR_NAME: 'paxx',
      GIT_AUTHOR_EMAIL: 'paxx@example.com',
      GIT_COMMITTER_NAME: 'paxx',
      GIT_COMMITTER_EMAIL: 'paxx@example.com',
    },
  },
})
