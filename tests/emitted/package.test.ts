import { readFile } from 'node:fs/promises'
import { parseTarGzip } from 'nanotar'
import { describe, expect, inject, it } from 'vitest'
import { inShop } from './shop.ts'

const listed = async (file: string) =>
  (await parseTarGzip(await readFile(file))).map(({ name }) => name.replace(/^package\//, '')).toSorted()

describe('the packed paxx', () => {
  it('holds the launcher, the bundle and the templates, dotfiles included, and nothing else', async () => {
    const files = await listed(inject('tarball'))
    const elsewhere = files.filter((file) => !/^(dist|templates)\//.test(file))

    expect(elsewhere).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'bin/paxx.cjs', 'package.json'])
    expect(files.filter((file) => file.startsWith('dist/') && !file.endsWith('.js'))).toEqual(['dist/LICENSES.txt'])
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/cli.js',
        'dist/worker.js',
        'templates/versions.json',
        'templates/project/_gitignore',
        'templates/project/_npmrc',
        'templates/project/_env.example',
        'templates/project/_github/workflows/ci.yml',
        'templates/project/_githooks/pre-commit',
        'templates/databases/sqlite/files/core/database/database.ts',
        'templates/project/compose.yaml',
        'templates/databases/postgres/files/core/database/database.ts',
        'templates/databases/mysql/files/core/database/database.ts',
        'templates/extensions/docker/files/Dockerfile',
        'templates/extensions/docker/extension.json',
        'templates/extensions/redis/files/core/cache.ts',
      ]),
    )
    expect(files.filter((file) => /node_modules|\.env$|\.tgz$|\.map$/.test(file))).toEqual([])
  })

  it('is packed alike into the project', async () => {
    const { paxx } = JSON.parse(await readFile(inShop('paxx.json'), 'utf8')) as { paxx: string }
    expect(await listed(inShop(`vendor/paxx-${paxx}.tgz`))).toEqual(await listed(inject('tarball')))
  })
})
