import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { repo, snapshot, temporaryFolder } from '../support.ts'
import { type Changing, customers, orders, shopWithRows, withColumns } from './changing.ts'
import { machinePath, run } from './shop.ts'

/** Without what `db check` and its like leave alone: dependencies and data. */
const written = async ({ root }: Changing) => await snapshot(path.join(root, 'migrations'))

const renamed = {
  customers,
  orders: withColumns(orders, { notes: undefined, memo: 'z.string().nullable()', total: undefined, cents: 'z.int()' }),
}

describe('what nobody says', () => {
  it('is refused with the flags that say it, and they work as they stand', async () => {
    const shop = await shopWithRows()
    await shop.write(renamed)
    const before = await written(shop)
    const { exitCode, json } = await shop.json('db', 'migrate', 'rename')
    expect(exitCode).toBe(1)
    expect(json).toEqual({
      ok: false,
      command: 'db migrate',
      error: {
        code: 'RENAME_UNDECIDED',
        message: 'Renamed, or not? orders.total goes, and cents comes; orders.notes goes, and memo comes.',
        hint: expect.any(String),
      },
    })
    expect(await written(shop)).toEqual(before)

    const flags = [...(json['error'].hint as string).matchAll(/--rename \S+/g)].flatMap(([flag]) => flag.split(' '))
    expect(flags).toEqual(['--rename', 'orders.total=orders.cents', '--rename', 'orders.notes=orders.memo'])
    const orderings = [
      [...flags, 'rename'],
      [...flags.slice(0, 2), 'rename', ...flags.slice(2)],
      ['rename', ...flags],
    ]
    for (const args of orderings) {
      const source = await shop.succeed('db', 'migrate', ...args, '--dry-run')
      expect(source).toContain(".renameColumn('total', 'cents')")
      expect(source).toContain(".renameColumn('notes', 'memo')")
    }
    expect(await written(shop)).toEqual(before)
    await shop.succeed('db', 'migrate', ...flags, 'rename')
    await shop.succeed('db', 'upgrade')
    expect(shop.sql('select cents, memo from orders where id = 1')).toEqual([{ cents: 10, memo: 'first' }])
  })

  it('of a table is asked for by its flags, too', async () => {
    const shop = await shopWithRows()
    await shop.write({ customers, purchases: withColumns(orders, { notes: undefined, memo: 'z.string().nullable()' }) })
    const { json } = await shop.json('db', 'migrate', 'rename')
    expect(json['error']).toMatchObject({
      message: 'Renamed, or not? orders goes, and purchases comes.',
      hint: 'Say which: --rename orders=purchases or --drop orders. Nothing was written.',
    })
    const dropped = await shop.succeed('db', 'migrate', 'drop', '--drop', 'orders', '--dry-run')
    expect(dropped).toContain(".dropTable('orders')")
    const both = ['--rename', 'orders=purchases', '--rename', 'orders.notes=purchases.memo']
    await shop.succeed('db', 'migrate', ...both, 'rename')
    await shop.succeed('db', 'upgrade')
    await shop.succeed('db', 'check')
    expect(shop.sql('select memo from purchases where id = 1')).toEqual([{ memo: 'first' }])
  })

  it('of a fill names the flag, and a value that does not fit is refused', async () => {
    const shop = await shopWithRows()
    await shop.write({ customers, orders: withColumns(orders, { weight: 'z.int()' }) })
    const missing = await shop.json('db', 'migrate', 'weigh')
    expect(missing.json['error']).toMatchObject({
      code: 'FILL_MISSING',
      hint: expect.stringContaining('--fill orders.weight=…'),
    })
    const wrong = await shop.json('db', 'migrate', 'weigh', '--fill', 'orders.weight=heavy')
    expect(wrong.json['error'].code).toBe('FILL_INVALID')
    expect(await shop.succeed('db', 'migrate', '--fill', 'orders.weight=5', 'weigh', '--dry-run')).toContain(
      'update orders set weight = 5 where weight is null',
    )
  })

  it.each<[string, string[], string, string]>([
    ['a rename of what does not go', ['--rename', 'orders.nots=orders.memo'], 'RENAME_UNKNOWN', 'orders.notes'],
    ['a rename to what does not come', ['--rename', 'orders.notes=orders.mmo'], 'RENAME_UNKNOWN', 'orders.memo'],
    ['a drop of what does not go', ['--drop', 'orders.nots'], 'DROP_UNKNOWN', 'orders.total, orders.notes'],
    [
      'a fill of what needs none',
      ['--drop', 'orders.notes', '--drop', 'orders.total', '--fill', 'orders.memo=x'],
      'FILL_UNKNOWN',
      'orders.cents',
    ],
    ['a rename without its other half', ['--rename', 'orders.notes'], 'BAD_ARGUMENTS', '--rename orders.total='],
    ['two messages', ['another'], 'TOO_MANY_ARGUMENTS', '--help'],
    ['an option that is mistyped', ['--renam', 'a=b'], 'UNKNOWN_OPTION', 'Did you mean `--rename`?'],
  ])('%s is refused', async (_, args, code, hint) => {
    const shop = await shopWithRows()
    await shop.write(renamed)
    const { exitCode, json } = await shop.json('db', 'migrate', 'message', ...args)
    expect(exitCode).toBe(1)
    expect(json['error']).toMatchObject({ code, hint: expect.stringContaining(hint) })
  })

  it('of a message is said before anything is asked', async () => {
    const shop = await shopWithRows()
    await shop.write(renamed)
    const codeOf = async (...args: string[]) => (await shop.json('db', 'migrate', ...args)).json['error'].code
    expect([await codeOf(), await codeOf(''), await codeOf('???'), await codeOf('a'.repeat(81))]).toEqual([
      'MESSAGE_MISSING',
      'MESSAGE_INVALID',
      'MESSAGE_INVALID',
      'MESSAGE_INVALID',
    ])
  })
})

it('a difference is said with exit code 2, and written once', async () => {
  const shop = await shopWithRows()
  await shop.write({ customers, orders: withColumns(orders, { memo: 'z.string().nullable()' }) })
  const before = await written(shop)
  for (const args of [
    ['db', 'check'],
    ['db', 'migrate', '--check'],
  ]) {
    const { exitCode, json } = await shop.json(...args)
    expect([exitCode, json]).toEqual([
      2,
      { ok: true, command: args.slice(0, 2).join(' '), differences: ['add column orders.memo'], unread: [] },
    ])
  }
  const planned = await shop.json('db', 'migrate', 'memo', '--dry-run')
  expect(await written(shop)).toEqual(before)
  const { exitCode, json } = await shop.json('db', 'migrate', 'memo')
  expect([exitCode, json]).toEqual([
    0,
    {
      ok: true,
      command: 'db migrate',
      changes: [{ status: 'create', path: json['path'] }],
      path: expect.stringMatching(/^migrations\/\d{14}_memo\.ts$/),
      source: await shop.last(),
      hazards: [],
    },
  ])
  expect(planned.json).toMatchObject({ source: json['source'], dryRun: true })

  const after = await written(shop)
  expect(await shop.succeed('db', 'migrate', 'again')).toContain('there is nothing to migrate')
  expect((await shop.json('db', 'migrate', 'again')).json).toEqual({
    ok: true,
    command: 'db migrate',
    changes: [],
    hazards: [],
  })
  expect((await shop.paxx('db', 'check')).exitCode).toBe(0)
  expect(await written(shop)).toEqual(after)
})

describe('on a terminal', () => {
  /** Runs paxx there: each answer is typed once its question is seen. */
  async function atTerminal({ root }: Changing, answers: readonly (readonly [question: string, keys: string])[]) {
    const child = execa('script', ['-qefc', 'node_modules/.bin/paxx db migrate terminal', '/dev/null'], {
      cwd: root,
      env: { PATH: machinePath, NODE_ENV: '', VITEST: '', CI: '' },
      stdin: 'pipe',
      reject: false,
      all: true,
    })
    onTestFinished(() => void child.kill())
    let [seen, at] = ['', 0]
    child.all.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      const [question, keys] = answers[at] ?? []
      if (question === undefined || !seen.includes(question)) return
      ;[seen, at] = ['', at + 1]
      setTimeout(() => child.stdin.write(keys!), 200)
    })
    const { exitCode, all } = await child
    return { exitCode, all, answered: at }
  }

  it.skipIf(process.platform !== 'linux')(
    'one is asked after another, and the default is that all is new',
    async () => {
      const shop = await shopWithRows()
      await shop.write({ customers, orders: withColumns(renamed.orders, { code: 'z.string()' }) })
      const before = await written(shop)
      const cancelled = await atTerminal(shop, [
        ['becomes of orders.total', '\r'],
        ['becomes of orders.notes', '\u0003'],
      ])
      expect(cancelled).toMatchObject({ exitCode: 1, answered: 2, all: expect.stringContaining('Nothing was written') })
      expect(await written(shop)).toEqual(before)

      const down = '\u001B[B'
      const answered = await atTerminal(shop, [
        ['becomes of orders.total', `${down}\r`],
        ['becomes of orders.notes', '\r'],
        ['orders.code may not be null', 'none\r'],
      ])
      expect(answered, answered.all).toMatchObject({ exitCode: 0, answered: 3 })
      const source = await shop.last()
      expect(source).toContain(".renameColumn('total', 'cents')")
      expect(source).toContain('- orders.notes is dropped, with what is in it.')
      expect(source).toContain("- orders.code is 'none' in the rows that are there.")
    },
  )
})

describe('db diff', () => {
  const database = async (statement: string): Promise<string> => {
    const file = path.join(await temporaryFolder(), 'a.db')
    const opened = new DatabaseSync(file)
    opened.exec(statement)
    opened.close()
    return `sqlite:${file}`
  }

  it('says what a database of a project lacks, and has what is no model', async () => {
    const shop = await shopWithRows()
    await shop.write({ customers, orders: withColumns(orders, { memo: 'z.string().nullable()' }) })
    const before = await written(shop)
    const source = await shop.succeed('db', 'diff', 'migrations', 'models')
    expect(source).toContain(".addColumn('memo', 'text')")
    expect(await shop.succeed('db', 'diff', 'sqlite:data/shop.db', 'migrations')).toBe('')
    expect((await shop.json('db', 'diff', 'models', 'models')).json).toMatchObject({ ok: true, source: null })
    expect(await written(shop)).toEqual(before)
  })

  it('works outside of a project', async () => {
    const cwd = await temporaryFolder()
    const [from, to] = [await database('create table a (b text)'), await database('create table a (b text, c int)')]
    const diff = async (...args: string[]) => {
      const paxx = [path.join(repo, 'bin/paxx.cjs'), 'db', 'diff', '--json', ...args]
      return await run(process.execPath, paxx, { cwd })
    }
    const answer = JSON.parse((await diff(from, to)).stdout) as Record<string, unknown>
    expect(answer['source']).toContain(".addColumn('c', sql`int`)")
    const codes = [
      await diff('sqlite:nothing.db', to),
      await diff(from, 'models'),
      await diff(from, 'a.db'),
      await diff(from, `sqlite:${path.join(repo, 'package.json')}`),
    ].map(({ stdout }) => JSON.parse(stdout).error.code as string)
    expect(codes).toEqual(['DATABASE_MISSING', 'NOT_A_PROJECT', 'SCHEMA_UNKNOWN', 'DATABASE_UNREADABLE'])
    expect(await readdir(cwd)).toEqual([])
  })
})
