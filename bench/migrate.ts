// How long `paxx db migrate` takes to find one new column in projects of several sizes, beside `drizzle-kit generate` on
// the same tables, which compares with a snapshot and runs no migration. drizzle-kit is installed from npm into a
// temporary folder, and left out where that fails: node bench/migrate.ts [rounds] [largest]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseAnswers } from '../src/render/answers.ts'
import { readFeatures } from '../src/render/features/feature.ts'
import { featureTable } from '../src/render/features/table.ts'
import { drizzleSchema } from './drizzle.ts'
import { medianTimes, type Subject, timeWork } from './measure.ts'
import { growProject } from './projects.ts'

const rounds = Number(process.argv[2] ?? 9)
const largest = Number(process.argv[3] ?? 1_000)
const rival = ['drizzle-kit@0.31.11', 'drizzle-orm@0.45.4']
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const quiet = { stdio: 'ignore' } as const

try {
  execFileSync(process.execPath, [paxx, 'bootstrap', 'shop', '--no-git', '--package-manager', 'npm'], {
    cwd: folder,
    ...quiet,
  })
  const hasRival = installRival()
  console.log(
    '| tables | migrations | nothing kept | `db migrate` | CPU | `drizzle-kit generate` | CPU | ratio | of CPU |',
  )
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const tables of [10, 100, 1_000].filter((size) => size <= largest)) {
    for (const inTwo of [false, true]) await measure(tables, inTwo, hasRival)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function installRival(): boolean {
  try {
    const args = ['install', '--prefix', path.join(folder, 'rival'), '--no-audit', '--no-fund', ...rival]
    execFileSync('npm', args, { cwd: folder, ...quiet })
    return true
  } catch {
    console.log(`npm cannot install ${rival.join(' and ')}: they are left out.\n`)
    return false
  }
}

async function measure(tables: number, inTwo: boolean, hasRival: boolean): Promise<void> {
  const cwd = await project(tables, inTwo)
  const ours: Subject = { name: 'paxx', cwd, args: [paxx, 'db', 'migrate', 'add ranking', '--dry-run'] }
  rmSync(path.join(cwd, 'node_modules/.cache/paxx'), { recursive: true, force: true })
  const cold = timeWork(ours)
  const times = medianTimes(hasRival ? [ours, drizzle(cwd)] : [ours], rounds)
  const [own, other] = [times.get('paxx')!, times.get('drizzle-kit')]
  const ms = (value: number): string => `${value.toFixed(0)} ms`
  const cells = [
    tables,
    inTwo ? tables * 2 : tables,
    ms(cold.wall),
    ms(own.wall),
    ms(own.cpu),
    ...(other ? [ms(other.wall), ms(other.cpu)] : ['', '']),
    ...(other ? [(own.wall / other.wall).toFixed(2), (own.cpu / other.cpu).toFixed(2)] : ['', '']),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

/** A project whose first model has a column that no migration adds. */
async function project(tables: number, inTwo: boolean): Promise<string> {
  const [shop, copy] = [path.join(folder, 'shop'), path.join(folder, `${tables}${inTwo ? '-in-two' : ''}`)]
  cpSync(shop, copy, { recursive: true, filter: (file) => !file.startsWith(path.join(shop, 'node_modules')) })
  symlinkSync(path.join(shop, 'node_modules'), path.join(copy, 'node_modules'))
  await growProject(copy, tables, inTwo)
  edit(path.join(copy, 'features/able-apples/models.ts'), '    ranking: z.int().nullable().default(null),')
  return copy
}

/** The same tables with the same new column, and what drizzle-kit wrote before it was there. */
function drizzle(root: string): Subject {
  const cwd = `${root}-drizzle`
  mkdirSync(cwd)
  symlinkSync(path.join(folder, 'rival/node_modules'), path.join(cwd, 'node_modules'))
  const { features, ids } = parseAnswers(readFileSync(path.join(root, 'paxx.json'), 'utf8'))
  const schema = path.join(cwd, 'schema.ts')
  writeFileSync(
    schema,
    drizzleSchema([...readFeatures(features).values()].map((one) => featureTable(one, ids, 'sqlite'))),
  )
  const [out, kept] = [path.join(cwd, 'out'), path.join(cwd, 'kept')]
  const options = ['generate', '--dialect', 'sqlite', '--schema', 'schema.ts', '--out', 'out']
  const args = [path.join(cwd, 'node_modules/drizzle-kit/bin.cjs'), ...options]
  execFileSync(process.execPath, args, { cwd, ...quiet })
  cpSync(out, kept, { recursive: true })
  edit(schema, "  ranking: integer('ranking'),")
  return {
    name: 'drizzle-kit',
    cwd,
    args,
    before() {
      rmSync(out, { recursive: true, force: true })
      cpSync(kept, out, { recursive: true })
    },
  }
}

/** Puts a line before the first that has a name. */
function edit(file: string, line: string): void {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/^ *name: /m, (found) => `${line}\n${found}`),
  )
}
