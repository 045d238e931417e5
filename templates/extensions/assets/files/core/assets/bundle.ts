import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { filesIn } from './files.ts'

/** What is served as it is; what is neither here, CSS nor TypeScript is not served. */
const copied = ['.avif', '.gif', '.ico', '.jpg', '.png', '.svg', '.txt', '.webp', '.woff2']

/** Styles and scripts in folders are there to be imported by those beside the folders, and are not served by themselves. */
const isServed = (name: string) => /^[^/]+\.(css|ts)$/.test(name) || copied.includes(path.extname(name))

/** A file as it is served, and what `asset()` calls it, where it is not only part of another. */
export type Bundled = { name: string; entry: string | undefined; contents: Uint8Array<ArrayBuffer> }

/**
 * Bundles what is in `assets/`.
 * @param root the folder of the project
 * @param forProduction small, and with a hash of its contents in each name
 */
export async function bundleAssets(root: string, forProduction = false): Promise<Bundled[]> {
  const names = forProduction ? '[dir]/[name]-[hash]' : '[dir]/[name]'
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: filesIn(path.join(root, 'assets')).filter(isServed).map((name) => `assets/${name}`),
    outbase: 'assets',
    outdir: 'dist/assets',
    entryNames: names,
    assetNames: names,
    loader: Object.fromEntries(copied.map((extension) => [extension, 'copy'])),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: forProduction,
    sourcemap: !forProduction,
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  return outputFiles.map(({ path: file, contents }) => {
    const output = path.relative(root, file).replaceAll(path.sep, '/')
    const entry = metafile.outputs[output]!.entryPoint?.replace(/^assets\//, '').replace(/\.ts$/, '.js')
    return { name: output.replace('dist/assets/', ''), entry, contents: new Uint8Array(contents) }
  })
}

/** Writes into `dist/assets` what production serves, and into `.names.json` there what each file is called. */
export async function writeAssets(root = process.cwd()): Promise<Bundled[]> {
  const files = await bundleAssets(root, true)
  clearAssets(root)
  const write = (name: string, contents: Uint8Array | string) => {
    const file = path.join(root, 'dist/assets', name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, contents)
  }
  for (const { name, contents } of files) write(name, contents)
  const named = files.filter(({ entry }) => entry !== undefined).map(({ name, entry }) => [entry, name])
  write('.names.json', JSON.stringify(Object.fromEntries(named)))
  return files
}

export const clearAssets = (root = process.cwd()): void =>
  rmSync(path.join(root, 'dist/assets'), { recursive: true, force: true })
