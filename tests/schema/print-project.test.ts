import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { isColumnDataType } from 'kysely'
import { describe, expect, it } from 'vitest'
import { columnType } from '../../src/schema/print/column-type.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { repo, temporaryFolder } from '../support.ts'
import { column, create, everyStep, oddNames, print } from './print-samples.ts'

describe('printed migrations', () => {
  it('give the builder the types that it knows, and SQL for others', async () => {
    const declared = await readFile(
      path.join(repo, 'node_modules/kysely/dist/operation-node/data-type-node.js'),
      'utf8',
    )
    const known = [
      ...declared.slice(0, declared.indexOf('COLUMN_DATA_TYPE_REGEX')).matchAll(/^ {4}'?([\w ]+)'?: true/gm),
    ]
    expect(known.length).toBeGreaterThan(40)
    const sized = /\[\n.*?\n\]/s.exec(declared)![0].matchAll(/\^(\w+)/g)
    const types = [
      ...known.map(([, type]) => type!),
      ...['text', 'int', ...[...sized].map(([, type]) => type!)].flatMap((type) => [
        `${type}(10)`,
        `${type}(1,2)`,
        `${type}(-1)`,
      ]),
    ]
    for (const type of types) {
      const spaced = type.replace(',', ', ')
      expect(columnType(type, sqlite.sql), type).toBe(
        isColumnDataType(spaced) ? JSON.stringify(spaced) : `sql\`${type}\``,
      )
    }
  })

  it('type-check, and pass the linter, in a project', async () => {
    const folder = await temporaryFolder()
    await symlink(path.join(repo, 'node_modules'), path.join(folder, 'node_modules'))
    for (const name of ['tsconfig.json', '_oxlintrc.json']) {
      await cp(path.join(repo, 'templates/project', name), path.join(folder, name.replace('_', '.')))
    }
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
    await mkdir(path.join(folder, 'migrations'))
    const types = ['varchar(255)', 'char(1)', 'numeric(10,2)', 'timestamptz(3)', 'double precision', 'int', '']
    const sources = [
      ...oddNames.map((name) => print({ up: everyStep(name), hazards: [name], loss: name })),
      print({}),
      print({
        up: [
          create(
            't',
            types.map((type, at) => column(`c${at}`, type)),
          ),
        ],
        down: [{ kind: 'dropTable', table: 't' }],
      }),
      print({ up: [create('t', [column('a', 'text', { default: "'sql` now'" })])] }),
    ]
    for (const [at, source] of sources.entries()) {
      await writeFile(path.join(folder, `migrations/${at}.ts`), await source)
    }
    const run = async (name: string, ...args: readonly string[]) =>
      (await execa(path.join(repo, 'node_modules/.bin', name), args, { cwd: folder, reject: false })).stdout
    expect(await run('tsc')).toBe('')
    expect(await run('oxlint', 'migrations')).toContain('Found 0 warnings and 0 errors.')
  })
})
