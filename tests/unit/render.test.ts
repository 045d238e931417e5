import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, databases, idTypes, packageManagers } from '../../src/render/answers.ts'
import { type FormatOptions, format } from '../../src/render/format.ts'
import { render, type Templates } from '../../src/render/render.ts'
import { textOf, type Tree } from '../../src/render/tree.ts'
import { answers } from './answers.ts'

const variants: Answers[] = [
  ...['a', 'my-shop', `s${'-9'.repeat(20)}`, 'w'.repeat(60)].map((name) => ({ ...answers, name })),
  ...databases.flatMap((database) => idTypes.map((ids) => ({ ...answers, database, ids }))),
  ...packageManagers.map((packageManager) => ({ ...answers, packageManager })),
  { ...answers, node: '24.21.0' },
]

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplates()
})

const text = (tree: Tree, path: string): string => textOf(tree.get(path)!)

describe('render', () => {
  it.each(variants)('formats every file, and leaves no tag in one: %o', async (variant) => {
    const tree = await render(variant, templates)
    const options = JSON.parse(text(tree, '.oxfmtrc.json')) as FormatOptions
    for (const [path, file] of tree) {
      expect(textOf(file), path).not.toMatch(/<%|%>|\[object /)
      expect(await format(path, textOf(file), options), path).toBe(textOf(file))
    }
  })

  it('gives the same bytes for the same answers, in the same order', async () => {
    expect([...(await render(answers, templates))]).toEqual([...(await render(answers, templates))])
  })

  it('puts the answers into paxx.json, and this paxx into package.json', async () => {
    const tree = await render({ ...answers, node: '24.21.0' }, templates)
    const { extensions: _, ...kept } = answers
    expect(JSON.parse(text(tree, 'paxx.json'))).toEqual({ ...kept, node: '24.21.0' })
    expect(JSON.parse(text(tree, 'package.json'))).toMatchObject({
      devDependencies: { paxx: 'file:vendor/paxx-0.1.0.tgz' },
      dependencies: { node: '24.21.0' },
      allowScripts: { node: true, esbuild: false },
    })
  })

  it('uses every version that versions.json holds, and no other', async () => {
    const used: Record<string, string> = {}
    for (const database of databases) {
      const extensions = Object.fromEntries(Object.keys(templates.extensions).map((name) => [name, {}]))
      const tree = await render({ ...answers, database, extensions, node: templates.versions['node']! }, templates)
      const manifest = JSON.parse(text(tree, 'package.json')) as Record<string, Record<string, string>>
      const { paxx: _, ...others } = { ...manifest['dependencies'], ...manifest['devDependencies'] }
      Object.assign(used, others)
    }
    const yarn = text(await render({ ...answers, packageManager: 'yarn' }, templates), 'package.json')
    used['@yarnpkg/cli-dist'] = /"packageManager": "yarn@(.+)"/.exec(yarn)![1]!
    expect(used).toEqual(templates.versions)
  })

  it('needs of a database what is of that database', async () => {
    const postgres = await render({ ...answers, database: 'postgres' }, templates)
    const manifest = JSON.parse(text(postgres, 'package.json')) as Record<string, Record<string, string>>
    expect(Object.keys(manifest['dependencies']!)).toContain('pg')
    expect(Object.keys(manifest['devDependencies']!)).toEqual(
      expect.arrayContaining(['@electric-sql/pglite', '@types/pg']),
    )
    expect(text(postgres, '.github/workflows/ci.yml')).toContain(
      '    services:\n      postgres:\n        image: postgres:',
    )
    expect(postgres.has('compose.yaml')).toBe(true)
    for (const [path, file] of postgres) expect(textOf(file), path).not.toMatch(/sqlite|mysql|mariadb/i)

    const mysql = await render({ ...answers, database: 'mysql' }, templates)
    expect(JSON.parse(text(mysql, 'package.json'))).toMatchObject({
      dependencies: { mysql2: templates.versions['mysql2'] },
    })
    expect(mysql.has('compose.yaml')).toBe(true)
    for (const [path, file] of mysql) expect(textOf(file), path).not.toMatch(/sqlite|postgres|pglite|returning\(/i)

    const sqlite = await render(answers, templates)
    for (const [path, file] of sqlite) expect(textOf(file), path).not.toMatch(/postgres|pglite|mysql|mariadb/i)
  })

  it('brings the package manager into the workflow', async () => {
    const workflow = async (packageManager: Answers['packageManager']) =>
      text(await render({ ...answers, packageManager }, templates), '.github/workflows/ci.yml')
    expect(await workflow('npm')).toContain('cache: npm\n      - run: npm ci --ignore-scripts\n')
    expect(await workflow('pnpm')).toContain('- run: npm install --global pnpm@12\n')
    expect(await workflow('bun')).not.toContain('cache:')
  })

  it('says of each install script, as its package manager reads it, whether it is needed: that of node alone is', async () => {
    const files = async (packageManager: Answers['packageManager'], ...[path = 'package.json']: string[]) =>
      text(await render({ ...answers, packageManager, node: '24.21.0' }, templates), path)
    const needless = ['@scarf/scarf', 'esbuild', 'fsevents']
    const allowed = { ...Object.fromEntries(needless.map((name) => [name, false])), node: true }
    const built = Object.fromEntries(Object.entries(allowed).map(([name, isNeeded]) => [name, { built: isNeeded }]))
    expect(JSON.parse(await files('npm'))).toMatchObject({ allowScripts: allowed })
    expect(parse(await files('pnpm', 'pnpm-workspace.yaml'))).toEqual({ allowBuilds: allowed })
    expect(JSON.parse(await files('yarn'))).toMatchObject({ dependenciesMeta: built })
    expect(parse(await files('yarn', '.yarnrc.yml'))).toEqual({ nodeLinker: 'node-modules', enableScripts: false })
    expect(JSON.parse(await files('bun'))).toMatchObject({ trustedDependencies: ['node'] })
  })

  it('lists every setting in .env.example', async () => {
    const tree = await render(answers, templates)
    const settings = [...text(tree, 'settings.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name!)
    expect(settings.length).toBeGreaterThan(8)
    for (const name of settings) expect(text(tree, '.env.example')).toMatch(new RegExp(`^(# )?${name}=`, 'm'))
  })
})
