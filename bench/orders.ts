// A project with a feature of orders, and what is asked of it.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Server } from './beside.ts'
import type { Request } from './load.ts'

const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const order = { total: 4200, status: 'paid', gift: true, notes: 'Leave it at the door' }

export const requests: Record<string, Request> = {
  get: { method: 'GET', path: (connection) => `/orders/${connection + 1}` },
  'list of 20': { method: 'GET', path: () => '/orders' },
  POST: { method: 'POST', path: () => '/orders', body: order },
  PATCH: { method: 'PATCH', path: (connection) => `/orders/${connection + 1}`, body: { total: 4300, status: 'paid' } },
}

/** Makes it, builds it, and migrates its database. */
export function makeShop(shop: string, kind: 'sqlite' | 'postgres', database: string): void {
  const env = { ...process.env, DATABASE_URL: database }
  const run = (file: string, ...args: string[]) => execFileSync(file, args, { cwd: shop, stdio: 'ignore', env })
  execFileSync(process.execPath, [paxx, 'bootstrap', shop, '--database', kind, '--no-git'], { stdio: 'ignore' })
  const fields = ['total:integer', 'status:enum=pending,paid:default=pending', 'gift:boolean', 'notes:text:optional']
  run(process.execPath, paxx, 'feature', 'create', 'orders', ...fields)
  run('npm', 'run', 'build')
  run('npm', 'run', 'db:upgrade')
}

/** What its `npm start` gives to Node. */
export function startOf(project: string): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return scripts['start']!.split(' ').slice(1)
}

/** The first orders: whatever is measured reads and changes these. */
export async function fill({ port }: Server): Promise<void> {
  const init = { method: 'POST', body: JSON.stringify(order), headers: { 'Content-Type': 'application/json' } }
  for (let n = 0; n < 100; n++) await fetch(`http://127.0.0.1:${port}/orders`, init)
}
