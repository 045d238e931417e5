import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Each test file has a database of its own, and modules. A process of its own would cost more than its tests.
    isolate: false,
    setupFiles: 'tests/modules.ts',
    // PGlite is WebAssembly. The tests are over before optimised code of it would have paid.
    execArgv: ['--liftoff-only'],
  },
})
