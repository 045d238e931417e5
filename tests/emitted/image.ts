import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Instruction } from '../dockerfile.ts'
import { machinePath } from './shop.ts'

export function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-image-'))
  chmodSync(folder, 0o755)
  onTestFinished(() => {
    execFileSync('chmod', ['-R', 'u+w', folder])
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  return folder
}

/** Does by hand, in a folder for each stage, what an engine would do in containers: the last one is the image's `/app`. */
export function build(
  context: string,
  stages: readonly (readonly Instruction[])[],
  more: Readonly<Record<string, string>> = {},
): { image: string; node: string } {
  const root = temporary()
  const bin = path.join(root, 'bin')
  mkdirSync(bin)
  // The image's Node.js, at a place that everybody may look into.
  copyFileSync(process.execPath, path.join(bin, 'node'))
  const env = { ...process.env, PATH: machinePath, NODE_ENV: '', VITEST: '', ...more }
  env.PATH = [bin, env.PATH].join(path.delimiter)
  const ignored = new Set(readFileSync(path.join(context, '.dockerignore'), 'utf8').trim().split('\n'))
  let image = ''
  for (const [from, ...instructions] of stages) {
    const [parent, , name = 'image'] = from!.args.split(' ')
    image = path.join(root, name)
    if (existsSync(path.join(root, parent!))) cpSync(path.join(root, parent!), image, { recursive: true })
    else mkdirSync(image)
    for (const { keyword, flags, args } of instructions) {
      const source = flags['from'] === undefined ? context : path.join(root, flags['from'])
      // What comes of another image is on this machine.
      if (keyword === 'COPY' && existsSync(source)) copy(source, args, image, ignored)
      // Outside of /app, and checked as a text.
      else if (keyword === 'RUN' && args.startsWith('install '))
        expect(args).toMatch(/--owner=node .*\/var\/lib\/shop$/)
      else if (keyword === 'RUN') execFileSync('sh', ['-c', args], { cwd: image, env, stdio: 'pipe' })
    }
  }
  execFileSync('chmod', ['-R', 'a-w,a+rX', image])
  return { image, node: [bin, '/usr/bin', '/bin'].join(path.delimiter) }
}

function copy(source: string, args: string, image: string, ignored: ReadonlySet<string>): void {
  const words = args.split(' ')
  const to = words.pop()!
  for (const word of words) {
    const from = path.join(source, word.replace(/^\/app\//, ''))
    const target = to === '.' ? image : to === './' ? path.join(image, path.basename(word)) : path.join(image, to)
    const filter = (file: string) => !ignored.has(path.relative(from, file).split(path.sep)[0] ?? '')
    cpSync(from, target, { recursive: true, verbatimSymlinks: true, ...(word === '.' && { filter }) })
  }
}
