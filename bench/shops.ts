import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BenchDatabase, mysqlDatabase, postgresDatabase } from './databases.ts'

const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')

const databases: Record<
  string,
  readonly [title: string, open: () => Promise<Partial<BenchDatabase> & { readonly url: string }>]
> = {
  sqlite: ['SQLite', async () => ({ url: 'sqlite:data/bench.db' })],
  postgres: ['PostgreSQL', postgresDatabase],
  mysql: ['MariaDB', mysqlDatabase],
}

export interface Shop {
  readonly title: string
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  /** Runs paxx in it. */
  readonly run: (...args: string[]) => void
}

/** Measures a new project on each database, or on those that were chosen; then it is gone, and so is its database. */
export async function onEachDatabase(
  chosen: readonly string[],
  measure: (shop: Shop) => Promise<void> | void,
): Promise<void> {
  for (const [kind, [title, open]] of Object.entries(databases)) {
    if (chosen.length > 0 && !chosen.includes(kind)) continue
    const parent = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
    const folder = path.join(parent, 'shop')
    const { url, drop } = await open()
    try {
      const env = { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'silent' }
      const runIn = (cwd: string, ...args: string[]) =>
        void execFileSync(process.execPath, [paxx, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'], env })
      runIn(parent, 'bootstrap', 'shop', '--database', kind, '--no-git')
      await measure({ title, folder, env, run: (...args) => runIn(folder, ...args) })
    } finally {
      await drop?.()
      rmSync(parent, { recursive: true, force: true })
    }
  }
}
