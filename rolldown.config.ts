import path from 'node:path'
import { defineConfig } from 'rolldown'
import { licenses } from './build/licenses.ts'

export default defineConfig({
  input: 'src/cli.ts',
  platform: 'node',
  external: ['oxfmt'],
  plugins: [licenses()],
  // yargs measures its help with string-width, which loads ICU's tables of the world's scripts: a third of the start-up.
  resolve: { alias: { 'string-width': path.resolve('src/ui/text-width.ts') } },
  output: { dir: 'dist', format: 'esm', cleanDir: true, minify: true, chunkFileNames: '[name].js' },
})
