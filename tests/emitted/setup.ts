import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed paxx. */
    tarball: string
    /** For each worker a project that this tarball made, installed elsewhere, on a machine with nothing but Node.js and npm. */
    shops: string[]
    /** The PATH of that machine. */
    machinePath: string
  }
}

/** Packs paxx, installs it in a folder of its own, and bootstraps one project for all tests of what is emitted; each worker has it once. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-emitted-'))
  const folders = process.env['PATH']!.split(path.delimiter)
  const machinePath = folders.filter((entry) => !entry.includes('node_modules')).join(path.delimiter)
  const run = (file: string, args: string[], cwd: string) =>
    execFileSync(file, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, PATH: machinePath },
    })

  const repo = path.resolve(import.meta.dirname, '../..')
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], repo)
  const tarball = path.join(folder, readdirSync(folder)[0]!)
  const first = path.join(folder, '1')
  mkdirSync(first)
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', first, tarball], first)
  run('npx', ['--no-install', 'paxx', 'bootstrap', 'shop'], first)
  const others = Array.from({ length: project.config.maxWorkers - 1 }, (_, index) => path.join(folder, `${index + 2}`))
  for (const other of others)
    cpSync(first, other, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })

  project.provide('tarball', tarball)
  project.provide('machinePath', machinePath)
  project.provide(
    'shops',
    [first, ...others].map((each) => path.join(each, 'shop')),
  )
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
