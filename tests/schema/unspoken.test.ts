import { describe, expect, it } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe as list } from '../../src/schema/describe.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { keepUnspoken } from '../../src/schema/unspoken.ts'
import { readSql } from './sqlite-support.ts'

/** What the migration would do, of a model's table and the one that is there. */
async function differences(models: readonly string[], existing: readonly string[]): Promise<string[]> {
  const [to, from] = [await readSql(...models), await readSql(...existing)]
  return list(compare(from, keepUnspoken(to, from, sqlite), sqlite))
}

const model = 'create table a (id integer primary key, b text)'

describe('what a model does not speak of stays as it is', () => {
  it.each<[string, string[], string[]]>([
    [
      'views and triggers',
      [model],
      [model, 'create view v as select 1', 'create trigger t after insert on a begin select 1; end'],
    ],
    ['how a table is stored', [model], ['create table a (id integer primary key, b text) strict']],
    ['how a name is written', [model], ['create table A (ID integer primary key, B text)']],
    ['the order of columns', [model], ['create table a (b text, id integer primary key)']],
    ['a collation', [model], ['create table a (id integer primary key, b text collate nocase)']],
    ['what is counted', [model], ['create table a (id integer primary key autoincrement, b text)']],
    ['a computed column', [model], ["create table a (id integer primary key, b text as ('x' || id))"]],
    [
      'the name and the delay of a reference',
      [model, 'create table c (a_id integer references a (id) on delete cascade)'],
      [
        model,
        'create table c (a_id integer, constraint mine foreign key (a_id) references a (id) on delete cascade on update cascade deferrable initially deferred)',
      ],
    ],
    [
      'the name of a check',
      ["create table a (b text check (b in ('x')))"],
      [`create table a (b text, constraint mine check ("b" IN ('x')))`],
    ],
    ['the name of an index', [model, 'create index a_b_index on a (b)'], [model, 'create index mine on a ("b")']],
    [
      'the names of two that differ in their direction',
      [model, 'create index a_b_index on a (b desc)', 'create index a_b_index_2 on a (b)'],
      [model, 'create index mine on a (b desc)', 'create index a_b_index on a (b)'],
    ],
    [
      'names that the model gives the other way round',
      [model, 'create index one on a (b)', 'create index two on a (b desc)'],
      [model, 'create index two on a (b)', 'create index one on a (b desc)'],
    ],
    [
      'a constraint that is an index in the model',
      [model, 'create unique index a_b_unique on a (b)'],
      ['create table a (id integer primary key, b text unique)'],
    ],
  ])('%s', async (_, models, existing) => expect(await differences(models, existing)).toEqual([]))

  it.each<[string, string[], string[], string[]]>([
    ['an index', [model], [model, 'create index mine on a (b)'], ['drop index mine of a: b']],
    [
      'an index that is unique',
      [model, 'create unique index a_b_unique on a (b)'],
      [model, 'create index mine on a (b)'],
      ['drop index mine of a: b', 'add unique index a_b_unique of a: b'],
    ],
    [
      'an old name that another is to have',
      [model, 'create index a_b_index on a (b)', 'create index mine on a (id)'],
      [model, 'create index mine on a (b)'],
      ['drop index mine of a: b', 'add index a_b_index of a: b', 'add index mine of a: id'],
    ],
    [
      'a partial one',
      [model, "create index mine on a (b) where b > ''"],
      [model, 'create index mine on a (b)'],
      ['drop index mine of a: b', "add index mine of a: b where b > ''"],
    ],
    [
      'what happens on delete',
      [model, 'create table c (a_id integer references a (id) on delete cascade)'],
      [model, 'create table c (a_id integer references a (id))'],
      ['drop foreign key of c: a_id to a', 'add foreign key of c: a_id to a, on delete cascade'],
    ],
    [
      'a check',
      [model],
      ["create table a (id integer primary key, b text check (b > ''))"],
      ["drop check of a: b > ''"],
    ],
    [
      'a key',
      ['create table a (id integer, b text, primary key (id, b))'],
      [model],
      ['change primary key of a: id, b'],
    ],
  ])('but not %s', async (_, models, existing, expected) =>
    expect((await differences(models, existing)).filter((line) => !line.startsWith('change column'))).toEqual(expected),
  )
})
