import { beforeAll, describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, idTypes, packageManagers } from '../../src/render/answers.ts'
import { type FormatOptions, format } from '../../src/render/format.ts'
import { render, type Templates } from '../../src/render/render.ts'
import { textOf, type Tree } from '../../src/render/tree.ts'

const answers: Answers = {
  paxx: '0.1.0',
  name: 'shop',
  database: 'sqlite',
  ids: 'integer',
  packageManager: 'npm',
  features: {},
}

const variants: Answers[] = [
  ...['a', 'my-shop', `s${'-9'.repeat(20)}`, 'w'.repeat(60)].map((name) => ({ ...answers, name })),
  ...idTypes.map((ids) => ({ ...answers, ids })),
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
    expect(JSON.parse(text(tree, 'paxx.json'))).toEqual({ ...answers, node: '24.21.0' })
    expect(JSON.parse(text(tree, 'package.json'))).toMatchObject({
      devDependencies: { paxx: 'file:vendor/paxx-0.1.0.tgz' },
      dependencies: { node: '24.21.0' },
      allowScripts: { node: true, esbuild: false },
    })
  })

  it('uses every version that versions.json holds, and no other', async () => {
    const tree = await render({ ...answers, node: templates.versions['node']! }, templates)
    const { dependencies, devDependencies } = JSON.parse(text(tree, 'package.json')) as Record<
      string,
      Record<string, string>
    >
    const { paxx: _, ...used } = { ...dependencies, ...devDependencies }
    expect(used).toEqual(templates.versions)
  })

  it('brings the package manager into the workflow', async () => {
    const workflow = async (packageManager: Answers['packageManager']) =>
      text(await render({ ...answers, packageManager }, templates), '.github/workflows/ci.yml')
    expect(await workflow('npm')).toContain('cache: npm\n      - run: npm ci --ignore-scripts\n')
    expect(await workflow('pnpm')).toContain('- uses: pnpm/action-setup@v4\n        with:\n          version: 10\n')
    expect(await workflow('bun')).not.toContain('cache:')
  })

  it('lists every setting in .env.example', async () => {
    const tree = await render(answers, templates)
    const settings = [...text(tree, 'settings.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name!)
    expect(settings.length).toBeGreaterThan(8)
    for (const name of settings) expect(text(tree, '.env.example')).toMatch(new RegExp(`^(# )?${name}=`, 'm'))
  })
})
