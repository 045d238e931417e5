import { defineConfig } from 'rolldown'

export default defineConfig({
  input: 'src/cli.ts',
  platform: 'node',
  external: ['oxfmt'],
  output: { dir: 'dist', format: 'esm', cleanDir: true, minify: true, chunkFileNames: '[name].js' },
})
