import type { File } from '../../src/merge/changes.ts'
import { type Plan, planChanges } from '../../src/merge/plan.ts'
import { format } from '../../src/render/format.ts'
import { textOf, type Tree } from '../../src/render/tree.ts'
import { options, renderApp, renderRoutes } from './fixtures.ts'
import { type Random, randomFrom } from './random.ts'
import { editDisk } from './user.ts'

/** What a project of the simulation is rendered from. */
interface Answers {
  readonly features: readonly string[]
  readonly redis: boolean
  readonly search: readonly string[]
  readonly archive: readonly string[]
}

type Disk = Map<string, File>

export interface Counts {
  sequences: number
  merges: number
  files: number
  conflicts: number
  adjacent: number
  /** Commands that were undone by the opposite one, and those whose files came back byte for byte. */
  undone: number
  restored: number
}

export const noCounts = (): Counts => ({
  sequences: 0,
  merges: 0,
  files: 0,
  conflicts: 0,
  adjacent: 0,
  undone: 0,
  restored: 0,
})

const names = ['customers', 'invoices', 'orders', 'products']
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function projectTexts({ features, redis, search, archive }: Answers): [string, string][] {
  return [
    [
      '.env.example',
      ['NODE_ENV=development', 'PORT=3000', ...(redis ? ['', 'REDIS_URL=redis://localhost'] : [])].join('\n') + '\n',
    ],
    ['app.ts', renderApp({ features, redis })],
    [
      'package.json',
      json({
        name: 'shop',
        type: 'module',
        scripts: { dev: 'tsx watch main.ts', test: 'vitest run' },
        dependencies: { hono: '4.13.0', ...(redis ? { ioredis: '5.6.0' } : {}), kysely: '0.29.0', zod: '4.6.7' },
        engines: { node: '>=22.13' },
      }),
    ],
    [
      'paxx.json',
      json({
        paxx: '0.1.0',
        name: 'shop',
        redis,
        features: Object.fromEntries(features.map((name) => [name, ['name:string']])),
      }),
    ],
    [
      'README.md',
      ['# shop', '', '## Features', '', 'They are:', '', '- health', ...features.map((name) => `- ${name}`), ''].join(
        '\n',
      ),
    ],
    ...features.map((name): [string, string] => [
      `features/${name}/routes.ts`,
      renderRoutes({ search: search.includes(name), archive: archive.includes(name) }),
    ]),
  ]
}

const formatFile = async (path: string, text: string): Promise<string> => await format(path, text, options)

const rendered = new Map<string, Tree>()

async function renderProject(answers: Answers): Promise<Tree> {
  const key = JSON.stringify(answers)
  const files = projectTexts(answers).map(async ([path, text]): Promise<[string, File]> => {
    return [path, { content: await formatFile(path, text), mode: 0o644 }]
  })
  if (!rendered.has(key)) rendered.set(key, new Map(await Promise.all(files)))
  return rendered.get(key)!
}

function nextAnswers(answers: Answers, random: Random): Answers {
  const toggle = (list: readonly string[], name: string) =>
    list.includes(name) ? list.filter((other) => other !== name) : [...list, name].toSorted()
  const name = random.pick(names)
  const kind = random.below(6)
  if (kind === 0) return { ...answers, redis: !answers.redis }
  if (kind === 1) return { ...answers, search: toggle(answers.search, name) }
  if (kind === 2) return { ...answers, archive: toggle(answers.archive, name) }
  return { ...answers, features: toggle(answers.features, name) }
}

/**
 * One project's life: commands with the user's edits between them, conflicts refused or written and resolved.
 * @returns what was lost: nothing, if the merge is right
 */
export async function simulate(seed: number, counts: Counts): Promise<string[]> {
  const random = randomFrom(seed)
  let answers: Answers = { features: ['orders'], redis: false, search: [], archive: [] }
  const disk: Disk = new Map(await renderProject(answers))
  const lost: string[] = []
  counts.sequences++
  for (let step = 0; step < 5; step++) {
    for (let edits = random.below(4); edits > 0; edits--) await editDisk(disk, random)
    const next = nextAnswers(answers, random)
    const [base, theirs] = [await renderProject(answers), await renderProject(next)]
    const plan = await planOn(disk, base, theirs)
    count(plan, counts)
    const losses = [...lossesOf(plan, base, theirs), ...(await breaksOf(plan))]
    lost.push(...losses.map((loss) => `seed ${seed}, step ${step}: ${loss}`))
    const adds = next.redis > answers.redis || sizeOf(next) > sizeOf(answers)
    if (adds && plan.conflicts.length === 0) await undo(plan, disk, base, theirs, counts)
    if (plan.conflicts.length > 0 && random.below(2) === 0) continue
    write(plan, disk)
    answers = next
  }
  return lost
}

async function planOn(disk: Disk, base: Tree, theirs: Tree): Promise<Plan> {
  const ours = new Map([...base.keys(), ...theirs.keys()].map((path) => [path, disk.get(path) ?? null]))
  return await planChanges({ base, theirs, ours, format: formatFile })
}

const sizeOf = ({ features, search, archive }: Answers): number => features.length + search.length + archive.length

/** `feature create` and then `feature remove`: what was there is there again. */
async function undo(plan: Plan, disk: Disk, base: Tree, theirs: Tree, counts: Counts): Promise<void> {
  const copy: Disk = new Map(disk)
  write(plan, copy)
  const back = await planOn(copy, theirs, base)
  if (back.conflicts.length > 0) return
  write(back, copy)
  counts.undone++
  const text = (files: Disk, path: string) => (files.has(path) ? textOf(files.get(path)!) : undefined)
  const changed = plan.changes.map(({ path }) => path).filter((path) => text(disk, path) !== text(copy, path))
  if (changed.length === 0) counts.restored++
}

/** Without a conflict, what could be parsed still can be. */
async function breaksOf({ changes }: Plan): Promise<string[]> {
  const merged = changes.filter(({ status }) => status === 'merge' || status === 'update')
  const broken = await Promise.all(
    merged.map(async ({ path, before, after }) => {
      const [was, is] = await Promise.all([before!, after!].map((file) => parses(path, textOf(file))))
      return was && !is
    }),
  )
  return merged.filter((_, i) => broken[i]).map(({ path }) => `${path} no longer parses`)
}

const parses = async (path: string, text: string): Promise<boolean> =>
  await formatFile(path, text).then(
    () => true,
    () => false,
  )

function count(plan: Plan, counts: Counts): void {
  counts.merges++
  counts.files += plan.changes.filter(({ status }) => status !== 'identical' && status !== 'keep').length
  counts.conflicts += plan.conflicts.length
  counts.adjacent += plan.adjacent.length
}

function write({ changes }: Plan, disk: Disk): void {
  for (const { status, path, after } of changes) {
    if (after === null) disk.delete(path)
    else if (status === 'conflict')
      disk.set(path, { ...after, content: textOf(after).replace(/^(<{7} yours|={7}|>{7} paxx)\r?\n/gm, '') })
    else disk.set(path, after)
  }
}

const words = (text: string): Set<string> => new Set(text.match(/[\p{L}\p{N}_]+/gu))
const tags = (text: string): string[] => [...words(text)].filter((word) => /^u\d+$/.test(word))

/** What the user wrote bears a tag; what the templates brought are words that were not there before. */
function lossesOf({ changes }: Plan, base: Tree, theirs: Tree): string[] {
  return changes.flatMap(({ path, status, before, after }) => {
    const result = words(after ? textOf(after) : '')
    const mine = before ? tags(textOf(before)) : []
    const old = words(base.has(path) ? textOf(base.get(path)!) : '')
    const deleted = base.has(path) && before === null
    const yours =
      theirs.has(path) && !deleted ? [...words(textOf(theirs.get(path)!))].filter((word) => !old.has(word)) : []
    return [...mine, ...yours].filter((word) => !result.has(word)).map((word) => `${path} (${status}) lost ${word}`)
  })
}
