import { parseJson } from '../../src/merge/json/values.ts'
import { compareVersions, parseVersion, type Version } from '../../src/merge/json/versions.ts'
import { type Plan, planChanges } from '../../src/merge/plan.ts'
import { format } from '../../src/render/format.ts'
import { type File, textOf, type Tree } from '../../src/render/tree.ts'
import { options } from './fixtures.ts'
import { type Random, randomFrom } from './random.ts'
import { editDisk } from './user.ts'

/** What lives are led in: how projects are rendered, and what the commands make of their answers. */
export interface World<Answers> {
  readonly start: Answers
  /** Each gives other answers, or the same where it would be refused. */
  readonly commands: Readonly<Record<keyof Drawn, (answers: Answers, random: Random) => Answers>>
  readonly render: (answers: Answers) => Promise<Tree>
  /** Whether a command brought something that its opposite takes away again. */
  readonly adds: (before: Answers, after: Answers) => boolean
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
  drawn: Drawn
}

/** How often each command was drawn. */
interface Drawn {
  feature: number
  field: number
  extension: number
  upgrade: number
  switch: number
}

export const noCounts = (): Counts => ({
  sequences: 0,
  merges: 0,
  files: 0,
  conflicts: 0,
  adjacent: 0,
  undone: 0,
  restored: 0,
  drawn: { feature: 0, field: 0, extension: 0, upgrade: 0, switch: 0 },
})

/** Those that come more often stand more often. */
const drawn = ['feature', 'feature', 'feature', 'field', 'field', 'extension', 'upgrade', 'upgrade', 'switch'] as const

export const formatFile = async (path: string, text: string): Promise<string> => await format(path, text, options)

/**
 * One project's life: commands with the user's edits between them, conflicts refused or written and resolved.
 * @returns what was lost: nothing, if the merge is right
 */
export async function simulate<Answers>(world: World<Answers>, seed: number, counts: Counts): Promise<string[]> {
  const random = randomFrom(seed)
  let answers = world.start
  const disk: Disk = new Map(await world.render(answers))
  const lost: string[] = []
  counts.sequences++
  for (let step = 0; step < 5; step++) {
    for (let edits = random.below(4); edits > 0; edits--) await editDisk(disk, random)
    const command = random.pick(drawn)
    const next = world.commands[command](answers, random)
    counts.drawn[command]++
    const [base, theirs] = [await world.render(answers), await world.render(next)]
    const plan = await planOn(disk, base, theirs)
    count(plan, counts)
    const losses = [...lossesOf(plan, base, theirs), ...loweredIn(plan), ...(await breaksOf(plan))]
    lost.push(...losses.map((loss) => `seed ${seed}, step ${step}: ${loss}`))
    if (world.adds(answers, next) && plan.conflicts.length === 0) await undo(plan, disk, base, theirs, counts)
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
      theirs.has(path) && !deleted
        ? [...words(textOf(theirs.get(path)!))].filter((word) => !old.has(word) && !/^\d+$/.test(word))
        : []
    return [...mine, ...yours].filter((word) => !result.has(word)).map((word) => `${path} (${status}) lost ${word}`)
  })
}

/** The dependencies that a plan takes to a lower version than the user's. */
function loweredIn({ changes }: Plan): string[] {
  const manifest = changes.find(({ path }) => path === 'package.json')
  if (!manifest?.before || !manifest.after || manifest.status === 'conflict') return []
  const [before, after] = [manifest.before, manifest.after].map((file) => versionsIn(textOf(file)))
  return [...before!].flatMap(([name, mine]) => {
    const now = after!.get(name)
    return now && compareVersions(now, mine) < 0 ? [`package.json lowered ${name}`] : []
  })
}

function versionsIn(text: string): Map<string, Version> {
  const { dependencies = {} } = (parseJson(text.replace(/^\uFEFF/, '')) ?? {}) as { dependencies?: object }
  return new Map(
    Object.entries(dependencies).flatMap(([name, range]) => {
      const version = parseVersion(range)
      return version ? [[name, version]] : []
    }),
  )
}
