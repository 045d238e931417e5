import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision, Following } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Change } from '../../merge/changes.ts'
import { textIn } from '../../merge/contents.ts'
import type { Sides } from '../../merge/sides.ts'
import type { Project } from '../../project/find.ts'
import { readFiles } from '../../project/read.ts'
import { addToModule, findPieces, nameIn, type Piece, renderPiece } from '../../render/features/pieces.ts'
import type { Field } from '../../render/fields/field.ts'
import { parseFields } from '../../render/fields/parse.ts'
import type { Templates } from '../../render/render.ts'
import { wordsOf } from '../../render/words.ts'
import { type Command, defineCommand } from '../command.ts'
import { featureNames, findFeature } from '../feature/known.ts'

type About = Pick<Command, 'details' | 'examples'> & {
  /** What to do with it. */
  readonly next: string
}

/** A command that adds something to a feature, by the templates that an extension has for it. */
export const createPiece = (kind: string, { next, ...about }: About): Command =>
  defineCommand({
    ...about,
    positionals: {
      name: { type: 'string', demandOption: true, describe: 'The feature, and what it is called there: orders:…' },
      fields: { type: 'string', array: true, describe: 'What it carries, as fields of a feature: orderId:integer' },
    },
    options: changeOptions,
    values: { name: async () => (await featureNames()).map((name) => `${name}:`) },
    async run({ name, fields = [], ...args }) {
      return await changeProject(`${kind} create`, args, (project, templates) =>
        decide(project, templates, { kind, name, fields, next }),
      )
    },
  })

interface Asked {
  readonly kind: string
  readonly name: string
  readonly fields: readonly string[]
  readonly next: string
}

async function decide(project: Project, templates: Templates, { kind, name, fields, next }: Asked): Promise<Decision> {
  const { answers, root } = project
  const pieces = findPieces(kind, answers, templates.extensions)
  const [, feature, word] = /^([^:]+):([a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)$/i.exec(name) ?? []
  if (feature === undefined || word === undefined) throw misnamed(kind, name)
  const { kebab } = findFeature(project, templates, feature)
  const piece: Piece = { kind, feature: kebab, words: wordsOf(word), fields: parseFields(fields).map(checkCarried) }
  const folder = `features/${kebab}`
  const rendered = [...pieces].map(([file, text]) => {
    const own = file === 'test.ts' ? `${piece.words.join('-')}.test.ts` : file
    return [`${folder}/${own}`, renderPiece(file, text, piece, answers.ids)] as const
  })
  return {
    answers,
    follow: async (_, sides) => await addAll(root, rendered, sides),
    next: ['Next:', `  ${next}`],
  }
}

/** Adds each to the file that there is, or makes that. */
async function addAll(
  root: string,
  rendered: readonly (readonly [path: string, source: string])[],
  { format }: Sides,
): Promise<Following> {
  const found = await readFiles(
    root,
    rendered.map(([path]) => path),
  )
  const changes = rendered.map(async ([path, source]): Promise<Change> => {
    const before = found.get(path) ?? null
    if (before === null) {
      return { status: 'create', path, before, after: { content: await format(path, source), mode: 0o644 } }
    }
    const text = before === 'blocked' ? undefined : textIn(before)
    if (before === 'blocked' || text === undefined || path.endsWith('.test.ts')) throw inTheWay(path)
    const name = nameIn(source)!
    if (new RegExp(`\\b${name}\\b`).test(text)) throw present(path, name)
    const content = await format(path, addToModule(text, source))
    return { status: 'merge', path, before, after: { ...before, content } }
  })
  return { changes: await Promise.all(changes), notes: [] }
}

/** What is no column has no index, and is as private as the whole. */
function checkCarried(field: Field): Field {
  const ofColumns = (['unique', 'index', 'private', 'many'] as const).find((modifier) => field[modifier])
  const said = ofColumns ?? (field.onDelete === 'restrict' ? undefined : field.onDelete)
  if (said === undefined) return field
  throw new UsageError(
    'FIELD_INVALID',
    `\`${field.name}\` is no column, and so not \`${said}\`.`,
    `Leave \`${said}\` out.`,
  )
}

const misnamed = (kind: string, name: string): UsageError =>
  new UsageError(
    'NAME_INVALID',
    `\`${name}\` does not say of which feature it is, and what it is called there.`,
    `Both, with a colon: paxx ${kind} create orders:${name.replaceAll(/[^a-z-]/gi, '') || 'name'}`,
  )

const inTheWay = (path: string): UsageError =>
  new UsageError('FILE_EXISTS', `There is a ${path} already.`, 'Choose another name, or rename that.')

const present = (path: string, name: string): UsageError =>
  new UsageError('FILE_EXISTS', `${path} has a \`${name}\` already.`, 'Choose another name.')
