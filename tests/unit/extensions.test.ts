import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { readForeign } from '../../src/project/extensions.ts'
import { packageRoot } from '../../src/project/package-root.ts'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, databases, packageManagers } from '../../src/render/answers.ts'
import { formatCopy, parseCopy } from '../../src/render/extensions/copy.ts'
import { type Extension, hashExtension, readExtension } from '../../src/render/extensions/extension.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { indexesOf } from '../../src/render/features/indexes.ts'
import { type FormatOptions, format } from '../../src/render/format.ts'
import { render, type Templates } from '../../src/render/render.ts'
import { slotsIn } from '../../src/render/template.ts'
import { textOf } from '../../src/render/tree.ts'
import { answers } from './answers.ts'

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplates()
})

const manifest = (more: object = {}) => JSON.stringify({ title: 'A', description: 'Is a.', ...more })
const extension = (name: string, more: object = {}, files: Record<string, string> = {}): Extension =>
  readExtension(name, new Map(Object.entries({ 'extension.json': manifest(more), ...files })))

/** A project with these, and only these, beside those of paxx. */
async function renderWith(extensions: Extension[], more: Partial<Answers> = {}): Promise<Map<string, string>> {
  const known = Object.fromEntries(extensions.map((one) => [one.name, one]))
  const chosen = Object.fromEntries(extensions.map(({ name }) => [name, {}]))
  const tree = await render(
    { ...answers, extensions: chosen, ...more },
    { ...templates, extensions: { ...templates.extensions, ...known } },
  )
  return new Map([...tree].map(([path, file]) => [path, textOf(file)]))
}

describe('extension.json', () => {
  it.each<[string, object | string, RegExp]>([
    ['no JSON', '{', /extension\.json of a is not valid/],
    ['no title', { title: undefined }, /title: /],
    ['an unknown key', { colour: 'red' }, /colour/],
    ['a name that is none', { requires: ['../b'] }, /requires\.0: /],
    ['a database that is none', { databases: ['oracle'] }, /databases\.0: /],
    ['a dependency from elsewhere', { dependencies: { x: 'file:../x' } }, /dependencies/],
    ['a setting that is no name', { settings: { 'a=b': { type: 'z.string()', comment: 'x' } } }, /settings/],
    ['a script that npm runs by itself', { scripts: { postinstall: 'node evil.js' } }, /scripts\.postinstall: /],
    ['a comment that ends early', { settings: { A: { type: 'z.string()', comment: 'x */ evil()' } } }, /settings/],
    ['a comment of two lines', { settings: { A: { type: 'z.string()', comment: 'x\nB=1' } } }, /settings/],
  ])('is refused with %s, and the place is named', (_, given, reason) => {
    const text = typeof given === 'string' ? given : manifest(given)
    const read = () => readExtension('a', new Map([['extension.json', text]]))
    expect(read).toThrow(UsageError)
    expect(read).toThrow(reason)
  })

  it('has to be there, and so has a folder for every file', () => {
    expect(() => readExtension('a', new Map())).toThrow('There is no extension.json in a.')
    expect(() => extension('a', {}, { 'file/a.ts': '' })).toThrow('file/a.ts of a is in no folder')
    expect(() => extension('a', {}, { 'slots/env': '' })).toThrow('slots/env of a is in no folder')
  })
})

describe('a stranger’s files', () => {
  it.each([
    ['files/../../x.ts', /another folder/],
    ['files/_git/hooks/pre-commit', /of Git or of paxx/],
    ['files/con.ts', /device/],
    ['files/_env', /not for extensions/],
    ['files/vendor/paxx-0.1.0.tgz', /not for extensions/],
    ['files/node_modules/kysely/index.js', /not for extensions/],
    ['files/paxx.json', /not for extensions/],
  ])('are refused as %s', (path, reason) => {
    const files = new Map([
      ['extension.json', manifest()],
      [path, ''],
    ])
    expect(() => readForeign('a', files)).toThrow(reason)
  })

  it.each([
    ['<% process.exit(1) %>', /has the tag `<% process\.exit\(1\) %>`/],
    ['<%= name.constructor %>', /has the tag/],
    ["<%~ slot('a') %> and more", /has the tag/],
    ['<%= constructor %>', /prints `constructor`, which there is none of/],
    ["<%= versions['nothing'] %>", /prints `nothing`/],
    ['<%= versions %>', /prints `versions`/],
    ['<% left open', /has the tag `<% left open`/],
  ])('print names and nothing else: %s', async (text, reason) => {
    await expect(renderWith([extension('a', {}, { 'files/a.txt': text })])).rejects.toThrow(reason)
  })

  it('come back from their copy as they were, and their hash tells any change', () => {
    const files = new Map([
      ['files/b.ts', 'b\n\n'],
      ['extension.json', manifest()],
      ['files/a.ts', ''],
    ])
    const copy = parseCopy('a', formatCopy(files))
    expect([...copy].toSorted()).toEqual([...files].toSorted())
    expect(hashExtension(copy)).toBe(hashExtension(files))
    expect(hashExtension(new Map([...files, ['files/a.ts', ' ']]))).not.toBe(hashExtension(files))
    expect(hashExtension(new Map([['a', 'b\nc']]))).not.toBe(hashExtension(new Map([['a\nb', 'c']])))
  })
})

describe('lines for each feature', () => {
  const board = extension(
    'board',
    {},
    {
      'files/board.ts': "<%~ slot('board.imports') %>\n\nexport const board = [\n  <%~ slot('board') %>\n]\n",
      'each/board.imports.ts': "import { list<%= Plural %> } from '#features/<%= kebab %>/services.ts'\n",
      'each-owner/board.imports.ts':
        "import { ownedBy } from '#core/ownership.ts'\nimport { list<%= Plural %> } from '#features/<%= kebab %>/services.ts'\n",
      'each/board.ts': "{ list: list<%= Plural %>, of: '<%= name %>' },\n",
    },
  )
  const features: Answers['features'] = {
    'order-items': { fields: ['sku:string'] },
    tags: { fields: ['name:string'] },
    taggings: { fields: ['tag:references', 'order-item:references'], primaryKey: ['tag', 'orderItem'] },
  }

  it('stand in the order of those that have an id, and go with them', async () => {
    expect((await renderWith([board], { features })).get('board.ts'))
      .toBe(`import { listOrderItems } from '#features/order-items/services.ts'
import { listTags } from '#features/tags/services.ts'

export const board = [
  { list: listOrderItems, of: 'shop' },
  { list: listTags, of: 'shop' },
]
`)
    expect((await renderWith([board])).get('board.ts')).toBe('export const board = []\n')
  })

  it('are others where rows have owners, and import once what several do', async () => {
    const access = 'owner' as const
    const owned = { notes: { fields: ['text:string'], access }, lists: { fields: ['text:string'], access } }
    const { auth, mail } = templates.extensions
    const text = (await renderWith([board, auth!, mail!], { features: owned })).get('board.ts')!
    expect(text.split('ownedBy')).toHaveLength(2)
    expect(text.match(/^import .*(listNotes|listLists).*$/gm)).toHaveLength(2)
  })

  it('stand once for what rows are joined with, by whether that takes who asks', async () => {
    const links = extension(
      'links',
      {},
      {
        'files/links.ts': "<%~ slot('links.imports') %>\n\nexport const links = [\n  <%~ slot('links') %>\n]\n",
        'each/links.imports.ts': "import { update<%= Singular %> } from '#features/<%= kebab %>/services.ts'\n",
        'each-join/links.imports.ts': "import { <%= linkService %> } from '#features/<%= kebab %>/services.ts'\n",
        'each-join/links.ts': "['<%= linked %>', update<%= Singular %>, <%= linkService %><%= seenArg %>],\n",
        'each-join-owner/links.ts': "['<%= linked %> of a user', <%= linkService %><%= seenArg %>],\n",
      },
    )
    const joined = (more: object): Answers['features'] => ({
      orders: { fields: ['sku:string'], ...more },
      tags: { fields: ['name:string'] },
      'order-tags': {
        fields: ['order:references:cascade', 'tag:references:cascade'],
        primaryKey: ['order', 'tag'],
        joinsOnly: true,
      },
    })
    expect((await renderWith([links], { features: joined({}) })).get('links.ts'))
      .toBe(`import { setOrderTags, updateOrder } from '#features/orders/services.ts'
import { updateTag } from '#features/tags/services.ts'

export const links = [['tags', updateOrder, setOrderTags]]
`)
    const { auth, mail } = templates.extensions
    const owned = { features: joined({ access: 'owner', options: ['versioned'] }) }
    const text = (await renderWith([links, auth!, mail!], owned)).get('links.ts')
    expect(text).toContain("export const links = [['tags of a user', setOrderTags, seen]]\n")
  })

  it('name nothing that a feature has not', async () => {
    const wrong = extension('wrong', {}, { 'files/a.ts': "<%~ slot('a') %>\n", 'each/a.ts': '<%= password %>\n' })
    await expect(renderWith([wrong], { features })).rejects.toThrow('prints `password`, which there is none of')
    expect(() => extension('a', {}, { 'each-nobody/a.ts': '' })).toThrow('is in no folder')
  })
})

it('leaves no empty line where a fragment is of slots alone that nobody fills', async () => {
  const quiet = extension('quiet', {
    slots: { env: ["<%~ slot('quiet.env') or %>", 'QUIET=', '<%~ end %>'] },
  })
  const loud = extension('loud', { slots: { 'quiet.env': [''] } })
  expect((await renderWith([quiet])).get('.env.example')).toMatch(/QUIET=\n$/)
  expect((await renderWith([loud, quiet])).get('.env.example')).toBe((await renderWith([])).get('.env.example'))
})

it('documents every slot of the templates, and no other', async () => {
  const document = await readFile(join(packageRoot, 'docs/extensions.md'), 'utf8')
  const rows = document.slice(document.indexOf('| slot ')).matchAll(/^\| (`.+?`) +\|/gm)
  const documented = [...rows].flatMap(([, cell]) => cell!.replaceAll('`', '').split(' '))

  const { project, databases: onDatabases, ids, extensions } = templates
  const trees = [project, ...Object.values(onDatabases).map(({ files }) => files), ...Object.values(ids)]
  const texts = [
    ...trees.flatMap((tree) => [...tree.values()].map(textOf)),
    ...Object.values(extensions).flatMap(({ sources }) => [...sources.values()]),
  ]
  const filled = Object.values(extensions).flatMap((one) => Object.keys(one.manifest.slots))
  const ofFeatures = filled.filter((slot) => slot.startsWith('feature.'))
  expect(documented.toSorted()).toEqual([...new Set([...texts.flatMap(slotsIn), ...ofFeatures])].toSorted())
})

describe('rendering extensions', () => {
  const env = { settings: { A_URL: { type: 'z.url().optional()', comment: 'Where A is.' } } }

  it('brings files, settings, dependencies and lines, with names printed', async () => {
    const files = await renderWith([
      extension(
        'a',
        {
          ...env,
          dependencies: { ms: '2.1.3' },
          scripts: { a: 'node a.js' },
          slots: { 'app.imports': ["import '#core/<%= name %>.ts'"] },
        },
        { 'files/_github/a.txt': '<%= database %> <%= run %>\n', 'slots/readme.production.md': '\n## A\n' },
      ),
    ])
    expect(files.get('.github/a.txt')).toBe('sqlite npm run\n')
    expect(files.get('settings.ts')).toContain('  /** Where A is. */\n  A_URL: z.url().optional(),\n')
    expect(files.get('.env.example')).toMatch(/\n\n# Where A is\.\nA_URL=\n$/)
    expect(files.get('app.ts')).toContain("import '#core/shop.ts'\n")
    expect(files.get('README.md')).toMatch(/\n\n## A\n$/)
    expect(JSON.parse(files.get('package.json')!)).toMatchObject({
      dependencies: { ms: '2.1.3' },
      scripts: { a: 'node a.js', dev: 'tsx watch main.ts' },
    })
  })

  it('takes what is beside a database, a package manager or another extension only there', async () => {
    const a = extension(
      'a',
      {},
      {
        'files/a.txt': 'plain',
        'files-postgres/a.txt': 'postgres',
        'files-pnpm/b.txt': 'pnpm',
        'files-other/c.txt': 'other',
        'slots-other/agents.md': '- Other',
      },
    )
    const plain = await renderWith([a])
    expect([plain.get('a.txt'), plain.has('b.txt'), plain.has('c.txt')]).toEqual(['plain', false, false])
    const all = await renderWith([a, extension('other')], { database: 'postgres', packageManager: 'pnpm' })
    expect([all.get('a.txt'), all.get('b.txt'), all.get('c.txt')]).toEqual(['postgres', 'pnpm', 'other'])
    expect(all.get('AGENTS.md')).toContain('\n- Other\n')
    expect(plain.get('AGENTS.md')).not.toContain('Other')
  })

  it('puts the lines of two into one slot, by name, and what is required first', async () => {
    const line = (text: string, more = {}) => ({ slots: { gitignore: [text] }, ...more })
    const [a, b, c] = [
      extension('a', line('of-a', { requires: ['c'] })),
      extension('b', line('of-b')),
      extension('c', line('of-c')),
    ]
    for (const order of [
      [a, b, c],
      [c, b, a],
    ]) {
      const lines = (await renderWith(order)).get('.gitignore')!.split('\n')
      expect(lines.filter((text) => text.startsWith('of-'))).toEqual(['of-c', 'of-a', 'of-b'])
    }
  })

  it('lets a fragment and a file have slots that others fill', async () => {
    const a = extension(
      'a',
      {},
      { 'slots/gitignore.txt': "a\n<%~ slot('a.more') %>", 'files/x.txt': "<%~ slot('a.more') %>\n" },
    )
    const files = await renderWith([a, extension('b', { slots: { 'a.more': ['more'] } })])
    expect(files.get('.gitignore')).toMatch(/\na\nmore\n$/)
    expect(files.get('x.txt')).toBe('more\n')
  })

  it('leaves lines where they are until others take their place, or nothing does', async () => {
    const text = "a\n  <%~ slot('a.line') or %>\n  b\n  c\n  <%~ end %>\n"
    const a = extension('a', { slots: { gitignore: text.trim().split('\n') } }, { 'files/x.txt': text })
    for (const [lines, written] of [
      [undefined, 'a\n  b\n  c\n'],
      ['d', 'a\n  d\n'],
      ['', 'a\n'],
    ] as const) {
      const b = extension('b', {}, lines === undefined ? {} : { 'slots/a.line.txt': lines })
      const files = await renderWith([a, b])
      expect(files.get('x.txt')).toBe(written)
      expect(files.get('.gitignore')!.endsWith(`\n${written}`)).toBe(true)
    }
  })

  it.each<[string, Extension[], RegExp]>([
    [
      'a slot that no template has',
      [extension('a', { slots: { 'app.midleware': ['x'] } })],
      /the slot `app\.midleware`/,
    ],
    ['a slot in itself', [extension('a', { slots: { gitignore: ["<%~ slot('gitignore') %>"] } })], /part of itself/],
    ['a file of the project', [extension('a', {}, { 'files/app.ts': '' })], /a brings app\.ts, which there is already/],
    ['one file from two', [extension('a', {}, { 'files/x': '' }), extension('b', {}, { 'files/x': '' })], /b brings x/],
    [
      'a setting of the project',
      [extension('a', { settings: { PORT: { type: 'z.string()', comment: 'x' } } })],
      /a brings the setting PORT, which the project has/,
    ],
    ['a setting of another one', [extension('a', env), extension('b', env)], /b brings the setting A_URL, which a has/],
    ['a script of the project', [extension('a', { scripts: { dev: 'x' } })], /a brings the script dev, which/],
    ['a package of another version', [extension('a', { dependencies: { zod: '3.0.0' } })], /a needs zod 3\.0\.0/],
    ['a package without a version', [extension('a', { dependencies: ['ms'] })], /which version of ms/],
    ['what it needs missing', [extension('a', { requires: ['b'] })], /`a` needs `b`/],
    ['what it excludes', [extension('a', { excludes: ['b'] }), extension('b')], /`a` does not go together with `b`/],
    [
      'another database',
      [extension('a', { databases: ['postgres'] })],
      /works on postgres, and the project is on sqlite/,
    ],
  ])('refuses %s', async (_, extensions, reason) => {
    const rendering = renderWith(extensions)
    await expect(rendering).rejects.toThrow(UsageError)
    await expect(rendering).rejects.toThrow(reason)
  })

  it('may need a package in a version that paxx knows another of, where the project has it not', async () => {
    const files = await renderWith([extension('a', { dependencies: { pg: '8.0.0' } })])
    expect(JSON.parse(files.get('package.json')!)).toMatchObject({ dependencies: { pg: '8.0.0' } })
    const clash = renderWith([extension('a', { dependencies: { pg: '8.0.0' } })], { database: 'postgres' })
    await expect(clash).rejects.toThrow('a needs pg 8.0.0')
  })

  it('names the slot that was meant', async () => {
    const rendering = renderWith([extension('a', { slots: { 'app.midleware': ['x'] } })])
    await expect(rendering).rejects.toMatchObject({ hint: 'Did you mean `app.middleware`?' })
  })

  it('has a feature without a factory to itself', async () => {
    const a = extension(
      'a',
      { features: { notes: { fields: ['text:string'] } } },
      { 'files/features/notes/models.ts': '' },
    )
    const features = { readers: { fields: ['note:references'] } }
    const message = '`noteId` of readers refers to `notes`, whose rows the extension `a` keeps to itself.'
    await expect(renderWith([a], { features })).rejects.toThrow(message)
  })

  it('has columns that are unique together, by the names of fields', () => {
    const read = (names: string[]) => {
      const features = { notes: { fields: ['reader:references=notes:optional', 'text:string=9'], unique: [names] } }
      return indexesOf(readFeatures(features).get('notes')!, 'integer', 'sqlite')
    }
    const columns = [
      { column: 'reader_id', descending: false },
      { column: 'text', descending: false },
    ]
    expect(read(['readerId', 'text'])).toContainEqual({ name: 'notes_reader_id_text_unique', unique: true, columns })
    expect(() => read(['reader', 'text'])).toThrow('notes is to be unique by `reader`, and has no such field.')
  })

  it('refuses to answer on the path of a feature', async () => {
    const a = extension('a', { slots: { 'app.routes': ["app.route('/orders', a())"] } })
    const features = { orders: { fields: ['name:string'] } }
    await expect(renderWith([a], { features })).rejects.toThrow('Two things would answer on /orders')
    await expect(renderWith([a], { features, prefix: '/api' })).resolves.toBeDefined()
  })

  it('refuses a file in the folder of a feature', async () => {
    const features = { orders: { fields: ['name:string'] } }
    const a = extension('a', {}, { 'files/features/orders/extra.ts': '' })
    await expect(renderWith([a], { features })).rejects.toThrow('a brings features/orders/extra.ts')
  })
})

describe('the extensions of paxx', () => {
  const variants = databases.flatMap((database) =>
    packageManagers.map((packageManager) => ({ database, packageManager })),
  )

  it.each(variants)('are formatted, alone and all together, and leave no tag: %o', async (variant) => {
    const names = Object.keys(templates.extensions)
    expect(names).toContain('docker')
    const withRequired = (name: string): string[] => [
      name,
      ...templates.extensions[name]!.manifest.requires.flatMap(withRequired),
    ]
    for (const chosen of [...names.map(withRequired), names]) {
      const extensions = Object.fromEntries(chosen.map((name) => [name, {}]))
      const tree = await render({ ...answers, ...variant, extensions }, templates)
      const options = JSON.parse(textOf(tree.get('.oxfmtrc.json')!)) as FormatOptions
      for (const [path, file] of tree) {
        expect(textOf(file), path).not.toMatch(/<%|%>|\[object /)
        expect(await format(path, textOf(file), options), path).toBe(textOf(file))
      }
    }
  })

  it.each([
    ['admin', 900],
    ['assets', 120],
    ['auth', 900],
    ['html', 350],
  ])('have %s in at most %i lines outside tests, blank lines and comments aside', async (name, most) => {
    const linesWith = async (names: readonly string[]) => {
      const extensions = Object.fromEntries(names.map((one) => [one, {}]))
      const sources = [...(await render({ ...answers, extensions }, templates))].filter(([path]) => {
        return path.endsWith('.ts') && !/\.test\.ts$|^tests\//.test(path)
      })
      const lines = sources.flatMap(([, file]) => textOf(file).split('\n'))
      return lines.filter((line) => !/^\s*($|\/\/|\/\*\*|\*)/.test(line)).length
    }
    const { requires } = templates.extensions[name]!.manifest
    expect((await linesWith([...requires, name])) - (await linesWith(requires))).toBeLessThanOrEqual(most)
  })

  it('are unknown to the templates of a plain project', () => {
    for (const [path, file] of templates.project) {
      // Whoever calls an API is its client.
      for (const name of Object.keys(templates.extensions).filter((one) => one !== 'client')) {
        // `docker compose up` starts the database's own server; a password for documents is Hono's, events are Node.js', jobs are GitHub's, and anybody asks to be one in a role.
        const text = textOf(file).replaceAll(
          /docker compose up|hono\/basic-auth|node:events|^jobs:$|role: 'admin'/gm,
          '',
        )
        expect(text.toLowerCase(), path).not.toMatch(new RegExp(`\\b${name}\\b`))
      }
    }
  })
})
