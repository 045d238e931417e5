import path from 'node:path'
import { defineConfig } from 'rolldown'
import { licenses } from './build/licenses.ts'

export default defineConfig({
  // The worker is started by the project's own Node and tsx.
  input: { cli: 'src/cli.ts', worker: 'src/worker/main.ts' },
  platform: 'node',
  external: ['oxfmt'],
  plugins: [licenses()],
  // yargs measures its help with string-width, which loads ICU's tables of the world's scripts: a third of the start-up.
  resolve: { alias: { 'string-width': path.resolve('src/ui/text-width.ts') } },
  output: { dir: 'dist', format: 'esm', cleanDir: true, minify: true, chunkFileNames: '[name].js' },
})
