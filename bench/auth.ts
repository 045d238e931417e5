// What it costs to know who asks: the processor time of a request in the emitted project, by way of the app and its middleware, without
// a token, with one of a session and with a JWT, in turns; and whether the time of a refused sign-in tells who has an account.
// node bench/auth.ts [rounds] [sign-ins]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const rounds = process.argv[2] ?? '15'
const signIns = process.argv[3] ?? '1000'
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')

/** Runs in the project, and prints two tables. */
const program = `import { upgradeDatabase } from '#core/database/migrations.ts'
import { hashPassword } from '#core/passwords.ts'
import { draftNote } from '#features/notes/factory.ts'
import { createNote } from '#features/notes/services.ts'
import { signIn } from '#tests/auth.ts'
import { createApp } from './app.ts'
import { openResources } from './resources.ts'
import { parseSettings } from './settings.ts'

const resources = openResources(parseSettings({ NODE_ENV: 'test' }))
const { db, jwt } = resources
await upgradeDatabase(db)
const unlimited = { count: async () => {}, forget: async () => {} }
const app = createApp({ ...resources, attempts: unlimited })
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

const note = await createNote(db, await draftNote(db))
const { user, token } = await signIn(app, db)
const { id: tokenId } = await db.selectFrom('tokens').select('id').executeTakeFirstOrThrow()
const access = await jwt.create({ ...user, tokenId })
const requests = {
  'an open route': ['/notes/' + note.id],
  'the same, with a session': ['/notes/' + note.id, token],
  'the same, with a JWT': ['/notes/' + note.id, access],
  '\`GET /me\`, with a session': ['/me', token],
  '\`GET /me\`, with a JWT': ['/me', access],
}
const times = Object.fromEntries(Object.keys(requests).map((name) => [name, []]))
for (let round = -3; round < ${rounds}; round++) {
  for (const [name, [path, bearer]] of Object.entries(requests)) {
    const headers = bearer === undefined ? {} : { Authorization: 'Bearer ' + bearer }
    const start = process.cpuUsage()
    for (let n = 0; n < 1_000; n++) {
      const res = await app.request(path, { headers })
      if (res.status !== 200) throw new Error(name + ': ' + res.status)
    }
    const { user: own, system } = process.cpuUsage(start)
    if (round >= 0) times[name].push((own + system) / 1_000)
  }
}
const [open] = Object.values(times).map(median)
console.log('| request | CPU | ratio |\\n| --- | ---: | ---: |')
for (const [name, all] of Object.entries(times)) {
  console.log('| ' + name + ' | ' + median(all).toFixed(0) + ' µs | ' + (median(all) / open).toFixed(2) + ' |')
}

await db.updateTable('users').set({ passwordHash: await hashPassword('a long enough one') }).where('id', '=', user.id).execute()
const refused = { 'a wrong password': [], 'an unknown address': [] }
const emails = { 'a wrong password': user.email, 'an unknown address': 'nobody@example.com' }
for (let n = -20; n < ${signIns}; n++) {
  for (const [name, email] of Object.entries(emails)) {
    const body = JSON.stringify({ email, password: 'another long one' })
    const start = performance.now()
    const res = await app.request('/auth/sign-in', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
    if (res.status !== 401) throw new Error(name + ': ' + res.status)
    if (n >= 0) refused[name].push(performance.now() - start)
  }
}
const [known, unknown] = Object.values(refused)
const sorted = unknown.toSorted((a, b) => a - b)
const below = (value) => sorted.findLastIndex((other) => other < value) + 1
const later = known.reduce((sum, value) => sum + below(value), 0) / known.length / sorted.length
console.log('\\n| refused | sign-ins | median | took longer than the other |\\n| --- | ---: | ---: | ---: |')
for (const [name, all] of Object.entries(refused)) {
  const share = all === known ? later : 1 - later
  console.log('| ' + name + ' | ' + all.length + ' | ' + median(all).toFixed(1) + ' ms | ' + (share * 100).toFixed(1) + ' % |')
}
await db.destroy()
`

try {
  const quiet = { cwd: shop, stdio: 'ignore' } as const
  const withAll = ['--with', 'auth,jwt,mail', '--no-git', '--package-manager', 'npm']
  execFileSync(process.execPath, [paxx, 'bootstrap', shop, ...withAll], { stdio: 'ignore' })
  execFileSync(process.execPath, [paxx, 'feature', 'create', 'notes', 'title:string', '--public'], quiet)
  writeFileSync(path.join(shop, 'auth-bench.ts'), program)
  execFileSync(process.execPath, ['auth-bench.ts'], { cwd: shop, stdio: 'inherit' })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
