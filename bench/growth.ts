// What the size of a project costs: a command, which should not feel it, and a type-check, which should cost each feature
// the same. The project's dependencies are installed from npm into a temporary folder: node bench/growth.ts [rounds]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type FormatOptions, format } from '../src/render/format.ts'
import { medians, report, type Subject } from './measure.ts'
import { growProject } from './projects.ts'

const rounds = Number(process.argv[2] ?? 15)
const layout: FormatOptions = { semi: true, useTabs: true, singleQuote: false, printWidth: 80 }
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))

try {
  const args = [paxx, 'bootstrap', 'shop', '--no-git', '--package-manager', 'npm']
  execFileSync(process.execPath, args, { cwd: folder, stdio: 'ignore' })
  await timeCommands([0, 10, 500])
  await timeTypes([0, 10, 200])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Times `paxx feature create` in projects of several sizes, as they were made and with another layout. */
async function timeCommands(sizes: readonly number[]): Promise<void> {
  const [made, edited]: [Subject[], Subject[]] = [[], []]
  for (const size of sizes) {
    made.push(creation(`${size} features`, await project(`made-${size}`, size)))
    const other = await project(`edited-${size}`, size)
    const app = path.join(other, 'app.ts')
    writeFileSync(app, await format('app.ts', readFileSync(app, 'utf8'), layout))
    edited.push(creation(`${size} features, app.ts in another layout`, other))
  }
  const times = medians([...made, ...edited], rounds)
  for (const subjects of [made, edited]) {
    report('paxx feature create', new Map(subjects.map(({ name }) => [name, times.get(name)!])))
  }
}

/** Times `tsc` in projects of several sizes, the first without features, and counts the types that it makes. */
async function timeTypes(sizes: readonly number[]): Promise<void> {
  const projects: (Subject & { readonly cwd: string; readonly size: number })[] = []
  for (const size of sizes) {
    const cwd = await project(`typed-${size}`, size)
    projects.push({ name: String(size), size, cwd, args: [path.join(cwd, 'node_modules/typescript/bin/tsc')] })
  }
  const times = medians(projects, Math.ceil(rounds / 5))
  const types = projects.map(({ cwd, args }) => typesIn(cwd, args))

  console.log('\n## tsc\n\n| features | median | ratio | types | for each more |\n| ---: | ---: | ---: | ---: | ---: |')
  for (const [index, { name, size }] of projects.entries()) {
    const before = projects[index - 1]?.size
    const each = before === undefined ? '' : ((types[index]! - types[index - 1]!) / (size - before)).toFixed(0)
    const [ms, none] = [times.get(name)!, times.get('0')!]
    console.log(`| ${name} | ${ms.toFixed(0)} ms | ${(ms / none).toFixed(2)} | ${types[index]} | ${each} |`)
  }
}

function typesIn(cwd: string, args: readonly string[]): number {
  const printed = execFileSync(process.execPath, [...args, '--extendedDiagnostics'], { cwd, encoding: 'utf8' })
  return Number(/^Types:\s+(\d+)/m.exec(printed)![1])
}

/** A copy of the project, with features, that shares what is installed. */
async function project(name: string, features: number): Promise<string> {
  const [shop, copy] = [path.join(folder, 'shop'), path.join(folder, name)]
  cpSync(shop, copy, { recursive: true, filter: (file) => !file.startsWith(path.join(shop, 'node_modules')) })
  symlinkSync(path.join(shop, 'node_modules'), path.join(copy, 'node_modules'))
  await growProject(copy, features)
  return copy
}

/** `paxx feature create zebras` in a project, undone before each run. */
function creation(name: string, cwd: string): Subject {
  const kept = ['app.ts', 'paxx.json'].map(
    (file) => [path.join(cwd, file), readFileSync(path.join(cwd, file))] as const,
  )
  const migrations = path.join(cwd, 'migrations')
  return {
    name,
    cwd,
    args: [paxx, 'feature', 'create', 'zebras', 'name:string', 'total:integer:min=0'],
    before() {
      for (const [file, content] of kept) writeFileSync(file, content)
      rmSync(path.join(cwd, 'features/zebras'), { recursive: true, force: true })
      for (const file of readdirSync(migrations)) {
        if (file.endsWith('_create_zebras.ts')) rmSync(path.join(migrations, file))
      }
    },
  }
}
