import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe as listDifferences } from '../../src/schema/describe.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { databaseCase } from '../schema/cases.ts'
import { read } from '../schema/round-trip.ts'
import { paxxJson } from '../support.ts'
import { copyOfShop, succeed } from './shop.ts'

/** Only in the folder of public cases, which is no part of the repository. */
const sakila = databaseCase('sakila-sqlite.sql')

const rows = `
insert into language (language_id, name, last_update) values (1, 'English', '2006-02-15 05:02:19');
insert into film (film_id, title, language_id, rating, last_update) values (1, 'ACADEMY DINOSAUR', 1, 'PG', '2006-02-15 05:03:42');
insert into actor (actor_id, first_name, last_name, last_update) values (1, 'PENELOPE', 'GUINESS', '2006-02-15 04:34:33');
insert into film_actor (actor_id, film_id, last_update) values (1, 1, '2006-02-15 05:05:03');`

it.skipIf(!sakila)(
  'Sakila is pulled, checked, type-checked, changed three times and taken back',
  async () => {
    const root = await copyOfShop()
    mkdirSync(path.join(root, 'data'))
    const database = new DatabaseSync(path.join(root, 'data', 'shop.db'))
    database.exec(`pragma foreign_keys = off; ${sakila};${rows}`)
    const films = (): unknown[] => database.prepare('select * from film natural join film_actor').all()
    const paxx = async (...args: string[]) => (await paxxJson(args, { cwd: root })).json
    const run = (...args: string[]) => succeed('npx', ['--no-install', ...args], { cwd: root })
    const edit = (feature: string, from: string, to: string): void => {
      const file = path.join(root, 'features', feature, 'models.ts')
      const text = readFileSync(file, 'utf8')
      expect(text).toContain(from)
      writeFileSync(file, text.replace(from, to))
    }
    const before = { schema: await read(database), films: films() }

    expect(await paxx('db', 'pull')).toMatchObject({ ok: true, differences: [] })
    for (const tool of [['tsc'], ['oxlint'], ['oxfmt', '--check']]) await run(...tool)
    expect(await paxx('db', 'check')).toMatchObject({ ok: true, differences: [] })
    expect(films()).toEqual(before.films)

    const changes = [
      ['film', "'NC-17']", "'NC-17', 'X']"],
      ['actor', 'lastUpdate:', 'nickname: z.string(),\n    lastUpdate:'],
      ['country', 'lastUpdate:', 'code: z.string().register(column, { unique: true }).nullable(),\n    lastUpdate:'],
    ] as const
    for (const [feature, from, to] of changes) {
      edit(feature, from, to)
      const fill = feature === 'actor' ? ['--fill', 'actor.nickname=none'] : []
      expect(await paxx('db', 'migrate', feature, ...fill)).toMatchObject({ ok: true })
      expect(await paxx('db', 'upgrade')).toMatchObject({ ok: true })
      expect(await paxx('db', 'check')).toMatchObject({ ok: true, differences: [] })
      await run('tsc')
    }
    database.exec("update film set rating = 'X'; update film set rating = 'PG'")
    const changed = films()
    for (const _ of changes) expect(await paxx('db', 'downgrade', '--yes')).toMatchObject({ ok: true })
    expect(listDifferences(compare(before.schema, await read(database), sqlite))).toEqual([])
    expect(films()).toEqual(changed)
    database.close()
  },
  120_000,
)
