import { defineConfig } from 'vitest/config'

// PGlite is WebAssembly. A test file is over before optimised code of it would have paid.
export default defineConfig({ test: { execArgv: ['--liftoff-only'] } })
