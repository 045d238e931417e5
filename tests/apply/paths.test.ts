import { describe, expect, test } from 'vitest'
import { checkPath, checkPaths } from '../../src/apply/paths.ts'
import { refusal } from './support.ts'

const words = (list: string): string[] => list.trim().split(/\s+/)

const bad = words(String.raw`
    /etc/passwd / //host/share ~/x ~root ../x a/../b a/.. .. . ./a a/./b a//b a/ a\b ..\x C:/x c:x C: a:b
    file.ts:stream %2e%2e/x a/%2E%2e/b a%2fb a%5cb a%00b con CON nul.txt Aux.ts prn com1 COM9.log lpt0 com² LPT³.x
    conin$ CONOUT$.txt a/nul/b a. a/b. a./b a<b a>b a"b a|b b? *.ts .git/config a/.GIT/hooks/x GIT~1/x .paxx/lock .Paxx/x
  `).concat([
  '',
  'a ',
  'a /b',
  'con .txt',
  'a\0b',
  'a\nb',
  'a\u001bb',
  'a\u007f',
  'a\u202eb',
  'a\u200bb',
  'a\u2028b',
  'cafe\u0301',
  'a\ud800b',
  'é'.repeat(128),
  'x'.repeat(256),
])

const good = words(`
    a a.ts .env .env.example .github/workflows/ci.yml a..b ...a café/ü.ts features/order-items/models.ts console.ts
    common com10 nullable.ts [id].ts .gitignore .git-hooks/x 100%.txt
  `).concat(['a b', 'x'.repeat(255)])

describe('a path in a project', () => {
  test.each(bad)('refuses %j', async (path) => {
    const error = await refusal(() => checkPath(path))
    expect(error.code).toBe('PATH_INVALID')
    expect(error.message).toMatch(/cannot be a path in a project: .+\.$/)
    expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
  })

  test.each(good)('allows %j', (path) => checkPath(path))
})

describe('paths that exist together', () => {
  test.each([
    [['a.ts', 'A.ts']],
    [['a.ts', 'a.ts']],
    [['docs/a', 'Docs/b']],
    [['a', 'a/b']],
    [['x/y/z', 'X/Y']],
    [['straße', 'STRASSE']],
    [['ſ', 's']],
  ])('refuses %j', async (paths) => {
    expect((await refusal(() => checkPaths(paths))).code).toBe('PATH_COLLISION')
    expect((await refusal(() => checkPaths(paths.toReversed()))).code).toBe('PATH_COLLISION')
  })

  test.each([[['a/b', 'a/c', 'ab', 'b/a']], [[]], [['a', 'b/a', 'b/b/a']]])('allows %j', (paths) => checkPaths(paths))
})
