import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { format, type FormatOptions } from '../../src/render/format.ts'
import { type Random, randomFrom } from '../merge/random.ts'
import { copyOfShop, run, succeed } from './shop.ts'

const layouts: FormatOptions[] = [{ semi: true }, { useTabs: true }, { singleQuote: false, printWidth: 70 }]
const fieldKinds = [
  'name:string:unique',
  'total:integer:min=0:index',
  'status:enum=open,paid:default=open',
  'gift:boolean:default=false',
  'notes:text:optional',
  'weight:float:default=0.5',
]
/** What a field of them may become. */
const changes: Readonly<Record<string, string>> = {
  name: 'name:string=40:unique',
  total: 'total:float:optional',
  status: 'status:enum=open,paid,sent:default=paid',
  gift: 'gift:boolean:default=true:index',
  notes: 'notes:string=80:optional:index',
  weight: 'weight:bigint:default=1',
}
/** What a person makes of a model by hand. */
const byHand: readonly (readonly [old: string, fresh: string])[] = [
  ["z.enum(['open', 'paid'])", "z.enum(['open', 'paid', 'lost'])"],
  ['z.boolean().default(false)', 'z.boolean().default(true)'],
  ['z.number().default(0.5)', 'z.number().nullable().default(null)'],
]

it.each([1, 2, 3])('a project still type-checks after commands and edits in any order (%i)', async (seed) => {
  const random = randomFrom(seed)
  const cwd = await copyOfShop()
  const features: Features = new Map()
  let written = 0
  let done = 0
  for (let step = 0; step < 8; step++) {
    for (let edits = random.below(4); edits > 0; edits--) await edit(cwd, `u${++written}`, random)
    const { args, becomes } = command(features, cwd, random)
    const { exitCode, stdout, stderr } = await run('npx', ['--no-install', 'paxx', ...args], { cwd })
    // What stops writes nothing, as the tests of the merge prove.
    expect([0, 1], stdout + stderr).toContain(exitCode)
    if (exitCode !== 0) continue
    becomes()
    done++
  }
  expect(done).toBeGreaterThan(3)
  await succeed('npx', ['--no-install', 'tsc'], { cwd })
  const all = sources(cwd).map((file) => readFileSync(path.join(cwd, file), 'utf8'))
  for (let number = 1; number <= written; number++) expect(all.join('\n')).toMatch(new RegExp(`\\bu${number}\\b`))
})

/** The fields of each feature. */
type Features = Map<string, string[]>

/** A command that the project can take, and what it makes of its features. */
function command(features: Features, cwd: string, random: Random): { args: string[]; becomes: () => void } {
  if (random.below(6) === 0) {
    const { extensions = {} } = JSON.parse(readFileSync(path.join(cwd, 'paxx.json'), 'utf8')) as { extensions?: object }
    return { args: ['docker' in extensions ? 'remove' : 'add', 'docker'], becomes: () => {} }
  }
  const names = [...features.keys()]
  const isIn = (feature: string) => existsSync(path.join(cwd, 'features', feature))
  const missing = ['orders', 'customers', 'tags', 'invoices'].filter((name) => !features.has(name))
  const name = random.pick(names)
  if (name === undefined || (missing.length > 0 && random.below(3) === 0)) {
    const fresh = random.pick(missing)!
    const fields = [fieldKinds[0]!, ...fieldKinds.slice(1).filter(() => random.below(2) === 0)]
    const options = ['--versioned', '--bulk'].filter(() => random.below(3) === 0)
    const owner = name === undefined ? [] : [`owner:references=${name}:optional${random.pick(['', ':many'])}`]
    return {
      args: ['feature', 'create', fresh, ...fields, ...owner, ...options],
      becomes: () => features.set(fresh, fields.map(nameOf)),
    }
  }
  const other = random.pick(names)!
  if (other !== name && random.below(4) === 0) {
    const join = [`${name.slice(0, -1)}-${other}`, `${other.slice(0, -1)}-${name}`].find(isIn)
    return { args: ['feature', ...(join ? ['remove', join] : ['join', name, other])], becomes: () => {} }
  }
  const own = features.get(name)!
  const change = (fields: string[]) => () => void features.set(name, fields)
  // Of one that was edited, the edited files stay, and no longer have the others.
  const isEdited = sources(cwd).some(
    (file) => file.includes(`features/${name}/`) && /\bu\d+\b/.test(readFileSync(path.join(cwd, file), 'utf8')),
  )
  if (!isEdited && random.below(4) === 0)
    return { args: ['feature', 'remove', name], becomes: () => features.delete(name) }
  if (missing.length > 0 && random.below(5) === 0) {
    const fresh = random.pick(missing)
    return {
      args: ['feature', 'rename', name, fresh],
      becomes: () => void (features.delete(name) && features.set(fresh, own)),
    }
  }
  if (random.below(6) === 0)
    return {
      args: ['feature', random.pick(['version', 'bulk']), name, ...random.pick([[], ['--off']])],
      becomes: () => {},
    }
  if (random.below(5) === 0) {
    const model = path.join(cwd, 'features', name, 'models.ts')
    const text = readFileSync(model, 'utf8')
    writeFileSync(
      model,
      byHand.reduce((sum, [old, fresh]) => sum.replace(old, fresh), text),
    )
    return { args: ['feature', 'sync', name], becomes: () => {} }
  }
  const known = random.pick(own)
  if (random.below(5) === 0) {
    const fresh = `${known}Too`
    return {
      args: ['field', 'rename', name, known, fresh],
      becomes: change(own.map((one) => (one === known ? fresh : one))),
    }
  }
  if (changes[known] !== undefined && random.below(3) === 0)
    return { args: ['field', 'change', name, changes[known]], becomes: () => {} }
  const field = random.pick(fieldKinds.filter((text) => !own.includes(nameOf(text))))
  if (field !== undefined && random.below(2) === 0) {
    const fill = /default|optional/.test(field) ? [] : ['--fill', `${nameOf(field)}=1`]
    return { args: ['field', 'add', name, field, ...fill], becomes: change([...own, nameOf(field)]) }
  }
  const gone = random.pick(own)
  return { args: ['field', 'remove', name, gone], becomes: change(own.filter((one) => one !== gone)) }
}

const nameOf = (field: string): string => field.split(':', 1)[0]!

/** Something that a user does to a file, and that leaves it right; what it adds bears a tag. */
async function edit(cwd: string, tag: string, random: Random): Promise<void> {
  const own = sources(cwd).filter((file) => file === 'app.ts' || file.startsWith('features'))
  const file = random.pick(own)!
  const text = readFileSync(path.join(cwd, file), 'utf8')
  const write = (changed: string): void => writeFileSync(path.join(cwd, file), changed)
  const lines = text.split('\n')
  const comment = (): void => write(lines.toSpliced(random.below(lines.length), 0, `// ${tag}`).join('\n'))
  const kind = random.below(5)
  if (kind === 0) write(`// ${tag}\n${await format(file, text, random.pick(layouts)!)}`)
  else if (kind === 1) write(`// ${tag}\n${text}`.replace(/\r?\n/g, '\r\n'))
  else if (kind === 2 && file === 'app.ts')
    write(text.replace(/^( *)return app\b/m, `$1app.get('/${tag}', (c) => c.text('${tag}'))\n$&`))
  else if (kind === 3) write(`${text}\nexport const ${tag} = '${tag}'\n`)
  else comment()
  if (!readFileSync(path.join(cwd, file), 'utf8').includes(tag)) comment()
}

function sources(cwd: string): string[] {
  const entries = readdirSync(cwd, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(cwd, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/^(node_modules|dist)\b/.test(file))
}
