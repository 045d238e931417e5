import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from './database.ts'

const folder = mkdtempSync(path.join(tmpdir(), '<%= name %>-'))
const file = path.join(folder, 'notes.db')
const open = (url: string) => createDb(url).$pickTables<never>().$extendTables<{ notes: { id: number; text: string } }>()
const db = open(`sqlite:${file}`)
const memory = open('sqlite::memory:')

const read = (from = db) => from.selectFrom('notes').select('text').where('id', '=', 1).executeTakeFirst()
const write = (text: string, to = db) => to.updateTable('notes').set({ text }).where('id', '=', 1).execute()

beforeAll(async () => {
  for (const each of [db, memory]) {
    await sql`create table notes (id integer primary key, text text)`.execute(each)
    await sql`insert into notes values (1, 'a'), (2, 'b')`.execute(each)
  }
})
afterAll(async () => {
  await Promise.all([db.destroy(), memory.destroy()])
  rmSync(folder, { recursive: true })
})

describe('while another process writes', () => {
  it('reads at once, and writes in order when it can', async () => {
    const other = new DatabaseSync(file)
    other.exec("begin immediate; update notes set text = 'theirs' where id = 1")
    const written: number[] = []
    const writes = [1, 2, 3].map((n) => write(`ours ${n}`).then(() => written.push(n)))

    expect(await read()).toEqual({ text: 'a' })
    other.exec('commit')
    other.close()
    await Promise.all(writes)
    expect(written).toEqual([1, 2, 3])
    expect(await read()).toEqual({ text: 'ours 3' })
  })
})

describe('a transaction', () => {
  it('reads what it has written, which others read once it is committed', async () => {
    await db.transaction().execute(async (trx) => {
      await write('new', trx)
      expect(await read(trx)).toEqual({ text: 'new' })
      expect(await read()).not.toEqual({ text: 'new' })
    })
    expect(await read()).toEqual({ text: 'new' })
  })

  it.each<[string, typeof db, () => Promise<unknown>]>([
    ['a write', db, () => write('no')],
    ['a transaction', db, () => db.transaction().execute(async () => {})],
    ['a read of a database in memory', memory, () => read(memory)],
  ])('refuses %s beside it at once', async (_, on, query) => {
    await expect(on.transaction().execute(query)).rejects.toThrow('use the one that was given')
    await on.transaction().execute((trx) => read(trx))
  })

  it('lets others wait for it', async () => {
    const slow = memory.transaction().execute(async (trx) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      await write('slow', trx)
    })
    expect(await read(memory)).toEqual({ text: 'slow' })
    await slow
  })
})

describe('a stream', () => {
  it.each([db, memory])('goes on whatever else is asked meanwhile', async (from) => {
    const rows = from.selectFrom('notes').selectAll()
    const streamed: number[] = []
    for await (const { id } of rows.stream()) {
      await rows.execute()
      await write(`${id}`, from)
      streamed.push(id)
    }
    expect(streamed).toEqual([1, 2])
  })
})

describe('a database that is closed', () => {
  it('is in one file', async () => {
    const closing = open(`sqlite:${path.join(folder, 'closed.db')}`)
    await sql`create table notes (id integer primary key, text text)`.execute(closing)
    await read(closing)
    await closing.destroy()
    expect(readdirSync(folder).filter((name) => name.startsWith('closed'))).toEqual(['closed.db'])
  })
})
