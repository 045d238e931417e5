import { describe, expect, it } from 'vitest'
import { mendUrl } from '../../src/merge/mend-url.ts'

const around = (block: string) => `PORT=3000\n\n${block}\n\nDOCS_PASSWORD=secret\n`
const sqlite = '# A file.\nDATABASE_URL=sqlite:data/shop.db'
const postgres = '# A server,\n# or none.\nDATABASE_URL='
const toPostgres = (env: string) => mendUrl(env, around(sqlite), around(postgres), (url) => url.startsWith('postgres'))
const toSqlite = (env: string) => mendUrl(env, around(postgres), around(sqlite), (url) => url.startsWith('sqlite'))

describe('a .env that gets another database', () => {
  it('has the new default and its comment in the place of the old ones, and all else as it was', () => {
    expect(toPostgres(around(sqlite))).toEqual({ env: around(postgres), example: around(postgres), isSetAside: false })
    expect(toSqlite(around(postgres))).toEqual({ env: around(sqlite), example: around(sqlite), isSetAside: false })
  })

  it.each([
    ['DATABASE_URL=sqlite:/mine.db', '# DATABASE_URL=sqlite:/mine.db\nDATABASE_URL='],
    ['DATABASE_URL="sqlite:/my $& file.db"', '# DATABASE_URL="sqlite:/my $& file.db"\nDATABASE_URL='],
    ['export DATABASE_URL=sqlite:/mine.db', '# DATABASE_URL=sqlite:/mine.db\nexport DATABASE_URL='],
    ['# My own.\nDATABASE_URL=sqlite:/mine.db', '# My own.\n# DATABASE_URL=sqlite:/mine.db\nDATABASE_URL='],
  ])('keeps a URL of the user’s as a comment: %s', (block, expected) => {
    expect(toPostgres(around(block))).toEqual({ env: around(expected), example: around(postgres), isSetAside: true })
  })

  it.each([sqlite, '# A file.\nDATABASE_URL=sqlite:/mine.db', 'DATABASE_URL="sqlite:/my file.db"'])(
    'is what it was after the way back: %s',
    (block) => {
      expect(toSqlite(toPostgres(around(block)).env).env).toBe(around(block))
    },
  )

  it('keeps both URLs of a user who went there and back again', () => {
    const there = around('DATABASE_URL=postgres://mine\n'.trim()).replace(
      'DATABASE_URL',
      '# DATABASE_URL=sqlite:/mine.db\nDATABASE_URL',
    )
    const back = toSqlite(there)
    expect(back.env).toContain('# DATABASE_URL=postgres://mine\nDATABASE_URL=sqlite:/mine.db\n')
    expect(toPostgres(back.env).env).toBe(there)
  })

  it.each(['DATABASE_URL=postgres://mine', "DATABASE_URL='postgres://mine'", '# nothing'])(
    'leaves %s alone',
    (block) => {
      expect(toPostgres(around(block))).toEqual({ env: around(block), example: around(postgres), isSetAside: false })
    },
  )
})
