import { type FormatOptions, format } from '../../src/render/format.ts'
import { type File, textOf } from '../../src/render/tree.ts'
import { options } from './fixtures.ts'
import type { Random } from './random.ts'

const layouts: FormatOptions[] = [
  { semi: true },
  { useTabs: true },
  { printWidth: 80 },
  { singleQuote: false, semi: true, tabWidth: 4 },
  { trailingComma: 'none', printWidth: 60 },
]

/** One edit of a user's, to a file chosen at random; whatever text it adds bears a tag of its own. */
export async function editDisk(disk: Map<string, File>, random: Random): Promise<void> {
  const path = random.pick([...disk.keys()].filter((name) => name !== 'paxx.json'))
  if (path === undefined) return
  const file = disk.get(path)!
  const kind = random.below(20)
  if (kind === 0) disk.delete(path)
  else if (kind === 1) {
    disk.delete(path)
    disk.set(`moved/${random.below(1e9)}-${path}`, file)
  } else if (kind === 2) disk.set(path, { ...file, content: textOf(file).replace(/\r?\n/g, '\r\n') })
  else if (kind === 3) disk.set(path, { ...file, content: await reformat(path, textOf(file), random) })
  else disk.set(path, { ...file, content: editText(path, textOf(file), random) })
}

async function reformat(path: string, text: string, random: Random): Promise<string> {
  return await format(path, text, { ...options, ...random.pick(layouts) }).catch(() => text)
}

function editText(path: string, text: string, random: Random): string {
  const tag = `u${random.below(1e9)}`
  if (path.endsWith('.json') && random.below(8) > 0) return editJson(text, tag, random)
  const lines = text.split('\n')
  const at = random.below(lines.length)
  const kind = random.below(10)
  if (kind < 5) lines.splice(at, 0, ...added(path, tag, random))
  else if (kind < 7)
    lines[at] =
      `${lines[at]!.replace(/\r$/, '')} ${path.endsWith('.ts') ? `// ${tag}` : tag}${lines[at]!.endsWith('\r') ? '\r' : ''}`
  else if (kind < 8) lines.splice(at, 1)
  else if (kind < 9) lines.splice(random.below(lines.length), 0, ...lines.splice(at, 1))
  else lines.splice(at, 0, ...lines.splice(random.below(lines.length), random.below(4)))
  return lines.join('\n')
}

function added(path: string, tag: string, random: Random): string[] {
  if (!path.endsWith('.ts')) return random.pick([[tag], ['', tag], [`${tag}=1`]])
  return random.pick([
    [`// ${tag}`],
    [`  void ${tag}`],
    ['', `  void ${tag}`],
    [`import { ${tag} } from '#features/${tag}/routes.ts'`],
    [`  app.route('/${tag}', ${tag})`],
    ['  app.use((c, next) => {', `    c.set('db', ${tag})`, '    return next()', '  })'],
    [`  if (${tag}) {`, '    void 0', '  }', ''],
  ])
}

function editJson(text: string, tag: string, random: Random): string {
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, ''))
    const places = [value, ...Object.values(value).filter((item) => typeof item === 'object' && !Array.isArray(item))]
    const place = random.pick(places)
    const key = random.pick(Object.keys(place))
    const kind = random.below(5)
    if (kind === 0 && key) delete place[key]
    else if (kind === 4 && /^\d+\.\d+\.\d+$/.test(place[key])) place[key] = raise(place[key], random)
    else if (kind === 1 && typeof place[key] === 'string') place[key] = tag
    else place[tag] = random.pick([1, tag, [tag], { [tag]: true }])
    return `${JSON.stringify(value, null, random.pick([2, 2, 4, '\t']))}\n`
  } catch {
    return text
  }
}

const raise = (version: string, random: Random): string =>
  random.pick(['', '^', '~']) + version.replace(/\d+$/, (patch) => String(Number(patch) + random.below(9)))
