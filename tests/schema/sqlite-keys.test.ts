import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/schema/migration.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { build, expectRoundTrip } from './round-trip.ts'
import { runMigration } from './run-migration.ts'
import { readSql } from './sqlite-support.ts'

const none = { renames: { tables: [], columns: [] }, fills: new Map<string, string>() }
const uuid = (end: string): string => `00000000-0000-8000-8000-${end.padStart(12, '0')}`

/** A tree, what belongs to its nodes by a key that is a reference, and what refers to that. */
const tables = (type: 'integer' | 'text', lines: 'integer' | 'text' = type): string[] => [
  `create table nodes (id ${type} primary key not null, parent_id ${type} references nodes (id), name text)`,
  `create table notes (node_id ${type} primary key not null references nodes (id) on delete cascade, total integer)`,
  `create table lines (id integer primary key, note_id ${lines} references notes (node_id) on delete cascade)`,
]
const rows = [
  "insert into nodes values (1, null, 'root'), (255, 1, 'leaf')",
  'insert into notes values (255, 3)',
  'insert into lines values (1, 255), (2, null)',
]
const joined = `select a.id, a.parent_id as parent, n.total, l.id as line from nodes a
  join nodes p on p.id = a.parent_id join notes n on n.node_id = a.id join lines l on l.note_id = n.node_id`

describe('a key', () => {
  it('goes from numbers to UUIDs, with all that refers to it, and back', async () => {
    const database = build([...tables('integer'), ...rows])
    const after = await readSql(...tables('text'))
    const source = await expectRoundTrip(database, after, none)
    expect(database.prepare(joined).all()).toEqual([{ id: uuid('ff'), parent: uuid('1'), total: 3, line: 1 }])
    database.exec('pragma foreign_keys = off')
    await runMigration(source, 'down', database)
    expect(database.prepare(joined).all()).toEqual([{ id: 255, parent: 1, total: 3, line: 1 }])
  })

  it('of UUIDs becomes numbers of their last 48 bits', async () => {
    const database = build([
      ...tables('text'),
      "insert into nodes values ('0193a2b4-7c1e-7d3a-9f00-00aB00000010', null, 'x'), ('7', null, 'no UUID')",
    ])
    const migration = migrate(await readSql(...tables('text')), await readSql(...tables('integer')), none, sqlite)!
    expect(migration.hazards).toContain(
      'nodes.id was text and becomes integer: the last 48 bits of a UUID stay, and it fails where two become the same.',
    )
    await runMigration(printMigration(migration, sqlite), 'up', database)
    expect(database.prepare('select id from nodes order by id').all()).toEqual([{ id: 7 }, { id: 0x00ab00000010 }])
  })

  it('that a number keeps referring to is only written as a text', async () => {
    const database = build([...tables('integer'), ...rows])
    await expectRoundTrip(database, await readSql(...tables('text', 'integer')), none)
    expect(database.prepare(joined).all()).toEqual([{ id: '255', parent: '1', total: 3, line: 1 }])
  })
})
