// How long paxx takes to say something, and to write a project, beside bare Node.js and two other scaffolders.
// The others are installed from npm into a temporary folder: node bench/start-up.ts [rounds]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { medians, report } from './measure.ts'

const rivals = { '@nestjs/cli': '12.0.8', 'create-better-t-stack': '3.44.1' }

const rounds = Number(process.argv[2] ?? 15)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))

try {
  report(
    'Start-up',
    medians(
      [
        { name: 'node -e 0', args: ['-e', '0'] },
        { name: 'paxx --version', args: [paxx, '--version'] },
        { name: 'paxx --help', args: [paxx, '--help'] },
      ],
      rounds * 2,
    ),
  )

  const wanted = Object.entries(rivals).map(([name, version]) => `${name}@${version}`)
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', ...wanted], { cwd: folder, stdio: 'ignore' })
  const binary = (file: string) => path.join(folder, 'node_modules', file)
  const scaffolder = (name: string, args: readonly string[]) => ({
    name,
    args,
    cwd: folder,
    before: () => rmSync(path.join(folder, 'shop'), { recursive: true, force: true }),
  })
  report(
    'A new project, nothing installed',
    medians(
      [
        scaffolder('paxx bootstrap --no-install --no-git', [paxx, 'bootstrap', 'shop', '--no-install', '--no-git']),
        scaffolder('nest new --skip-install --skip-git', [
          binary('@nestjs/cli/bin/nest.js'),
          'new',
          'shop',
          '--skip-install',
          '--skip-git',
          '--package-manager=npm',
        ]),
        scaffolder('create-better-t-stack --no-install --no-git', [
          binary('create-better-t-stack/dist/cli.mjs'),
          'shop',
          '--yes',
          '--no-install',
          '--no-git',
        ]),
      ],
      rounds,
    ),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
