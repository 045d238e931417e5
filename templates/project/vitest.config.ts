import { defineConfig } from 'vitest/config'

// Each test file has a database of its own, and modules. A process of its own would cost more than its tests.
export default defineConfig({ test: { isolate: false, setupFiles: 'tests/modules.ts' } })
