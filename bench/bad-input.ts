// What a megabyte of bad input costs the emitted project: the processor time of a request from its first byte to its answer, by way
// of the app and its middleware, without a server. Medians. node bench/bad-input.ts [rounds]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const rounds = process.argv[2] ?? '15'
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')
const fields =
  'name:string notes:text address:email site:url code:uuid size:bigint price:decimal=10,2 born:date seen:datetime kind:enum=a,b ' +
  'total:integer gift:boolean data:json'

/** Runs in the project: prints a row for each kind of input. */
const program = `import { upgradeDatabase } from '#core/database/migrations.ts'
import { draftThing } from '#features/things/factory.ts'
import { createApp } from './app.ts'
import { openResources } from './resources.ts'
import { parseSettings } from './settings.ts'

const resources = openResources(parseSettings({ NODE_ENV: 'test', BODY_LIMIT: '2000000' }))
const { db } = resources
await upgradeDatabase(db)
const app = createApp(resources)
const draft = JSON.stringify(await draftThing(db))
const size = 1_000_000
const fill = (text, wanted = size) => text.repeat(Math.floor(wanted / text.length))
const withField = (field, value) => draft.replace(/}$/, ',"' + field + '":' + value + '}')
const text = (content) => '"' + content + '"'

const kinds = {
  'a valid request': draft,
  'objects: \`[{},{},…\`': withField('data', '[' + fill('{},') + '{}]'),
  'keys: \`{"k":1,…\`': withField('data', '{' + Array.from({ length: 90_000 }, (_, n) => '"k' + n + '":1').join(',') + '}'),
  'numbers: \`[1,1,…\`': withField('data', '[' + fill('1,') + '1]'),
  'texts: \`["","",…\`': withField('data', '[' + fill('"",') + '""]'),
  'digits: \`111…\`': withField('data', '[' + fill('1') + ']'),
  'arrays in arrays: \`[[[…\`': withField('data', fill('[', size / 2) + fill(']', size / 2)),
  'objects in objects: \`{"a":{…\`': withField('data', fill('{"a":', size * 5 / 6) + '1' + fill('}', size / 6)),
  'one text in \`json\`': withField('data', '[' + text(fill('x')) + ']'),
  'unknown keys': '{' + Array.from({ length: 4_000 }, (_, n) => text(n + fill('k', 230)) + ':1').join(',') + '}',
  'escapes: \`\\\\\\\\u0041…\`': withField('notes', text(fill('\\\\u0041'))),
  'blanks in \`string\`': withField('name', text(fill(' '))),
  'blanks in \`text\`': withField('notes', text(fill(' '))),
  'dots in \`email\`': withField('address', text('a@' + fill('a.'))),
  'dashes in \`email\`': withField('address', text(fill('a-') + '@')),
  'dots in \`url\`': withField('site', text('https://x/' + fill('../'))),
  'digits in \`uuid\`': withField('code', text(fill('0'))),
  'digits in \`bigint\`': withField('size', text(fill('9'))),
  'digits in \`decimal\`': withField('price', text(fill('9'))),
  'zeros in \`decimal\`': withField('price', text('-' + fill('0'))),
  'digits in \`date\`': withField('born', text(fill('2'))),
  'digits in \`datetime\`': withField('seen', text('2026-01-01T00:00:00.' + fill('0') + 'Z')),
  'text in \`enum\`': withField('kind', text(fill('a'))),
  'digits in \`integer\`': withField('total', fill('1')),
  'text in \`boolean\`': withField('gift', text(fill('t'))),
}

console.log('| input | status | CPU | answer |\\n| --- | ---: | ---: | ---: |')
for (const [kind, body] of Object.entries(kinds)) {
  const times = []
  let status, length
  for (let round = -2; round < ${rounds}; round++) {
    const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: Buffer.from(body) }
    const start = process.cpuUsage()
    const res = await app.request('/things', request)
    status = res.status
    length = (await res.text()).length
    const { user, system } = process.cpuUsage(start)
    if (round >= 0) times.push((user + system) / 1_000)
  }
  const median = times.toSorted((a, b) => a - b)[times.length >> 1]
  console.log('| ' + kind + ' | ' + status + ' | ' + median.toFixed(1) + ' ms | ' + length + ' bytes |')
}
await db.destroy()
`

try {
  execFileSync(process.execPath, [paxx, 'bootstrap', shop, '--no-git'], { stdio: 'ignore' })
  execFileSync(process.execPath, [paxx, 'feature', 'create', 'things', ...fields.split(' ')], {
    cwd: shop,
    stdio: 'ignore',
  })
  writeFileSync(path.join(shop, 'bad-input.ts'), program)
  execFileSync('npx', ['--no-install', 'tsx', 'bad-input.ts'], { cwd: shop, stdio: 'inherit' })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
