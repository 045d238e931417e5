import { it } from 'vitest'
import type { Renames } from '../../src/schema/renames.ts'
import { build, expectRoundTrip } from './round-trip.ts'
import { readSql } from './sqlite-support.ts'

const none: Renames = { tables: [], columns: [] }

it.each<[string, string, string, string, Renames?]>([
  [
    'a table is renamed, and another gets its name',
    'create table a (id integer primary key, b text); create table c (a_id integer references a (id) on delete cascade)',
    "insert into a values (1, 'x'); insert into c values (1)",
    'create table z (id integer primary key, b text); create table a (id integer primary key, q text); create table c (a_id integer references z (id) on delete cascade)',
    { tables: [{ from: 'a', to: 'z' }], columns: [] },
  ],
  [
    'two columns are renamed, and one is unique then',
    'create table a (id integer primary key, b text, c text)',
    "insert into a values (1, 'x', 'y')",
    'create table a (id integer primary key, bb text, cc text unique)',
    {
      tables: [],
      columns: [
        { table: 'a', from: 'b', to: 'cc' },
        { table: 'a', from: 'c', to: 'bb' },
      ],
    },
  ],
  [
    'a number that was counted is a text',
    'create table a (id integer primary key autoincrement, b text)',
    "insert into a values (1, 'x'), (5, 'y')",
    'create table a (id text primary key not null, b text)',
  ],
  [
    'a key has a column more',
    'create table a (x integer, y integer, b text, primary key (x))',
    "insert into a values (1, 1, 'x'), (5, 1, 'y')",
    'create table a (x integer not null, y integer not null, b text, primary key (x, y))',
  ],
  [
    'two tables that refer to each other are both made anew',
    'create table a (id integer primary key, b_id integer references b (id), t text); create table b (id integer primary key, a_id integer references a (id), t text)',
    "insert into a values (1, 1, 'x'); insert into b values (1, 1, 'y')",
    'create table a (id integer primary key, b_id integer references b (id) on delete cascade, t integer); create table b (id integer primary key, a_id integer not null references a (id), t text unique)',
  ],
  [
    'a view on a view, and its trigger, stand on a table that is made anew',
    'create table a (id integer primary key, b text); create view v as select b from a; create view w as select b from v; create trigger t instead of insert on w begin insert into a (b) values (new.b); end',
    "insert into a values (1, 'x')",
    'create table a (id integer primary key, b text unique); create view v as select b from a; create view w as select b from v; create trigger t instead of insert on w begin insert into a (b) values (new.b); end',
  ],
  [
    'a column goes with its index, its check and the condition of another index',
    "create table a (id integer primary key, b text check (b <> ''), c text); create index i on a (b, c); create index p on a (c) where b is not null",
    "insert into a values (1, 'x', 'y')",
    'create table a (id integer primary key, c text)',
  ],
  [
    'a table without rowid',
    'create table a (k text primary key, b text) without rowid',
    "insert into a values ('1', 'x')",
    'create table a (k text primary key, b text unique) without rowid',
  ],
  [
    'a column that is computed of another',
    'create table a (id integer primary key, b integer, g integer as (b * 2) stored)',
    'insert into a (id, b) values (1, 2)',
    'create table a (id integer primary key, b integer not null default 3, g integer as (b * 3) stored, h text as (b))',
  ],
  [
    'names that need quotes',
    'create table "select" ("from" text, "a.b" integer, "x y" text)',
    `insert into "select" values ('1', 2, '3')`,
    'create table "select" ("from" text unique, "a.b" integer not null default 1, "x y" integer)',
  ],
  [
    'collations',
    'create table a (b text collate nocase, c text)',
    "insert into a values ('x', 'y')",
    'create table a (b text collate nocase unique, c text collate rtrim)',
  ],
  [
    'a reference to a unique column of a table that is made anew',
    'create table a (id integer primary key, code text unique); create table c (code text references a (code))',
    "insert into a values (1, 'x'); insert into c values ('x')",
    "create table a (id integer primary key, code text not null default 'q' unique, z text unique); create table c (code text references a (code) on update cascade)",
  ],
  [
    'a reference of two columns that is checked late',
    'create table a (x integer, y integer, primary key (x, y)); create table c (x integer, y integer)',
    'insert into a values (1, 2); insert into c values (1, 2)',
    'create table a (x integer, y integer, z text, primary key (x, y)); create table c (x integer, y integer, foreign key (x, y) references a (x, y) deferrable initially deferred)',
  ],
])('%s: up, down and up again', async (_, from, rows, to, renames = none) => {
  await expectRoundTrip(build([from, rows]), await readSql(to), { renames, fills: new Map() })
})
