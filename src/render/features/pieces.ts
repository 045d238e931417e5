import { UsageError } from '../../errors.ts'
import { code } from '../../schema/print/code.ts'
import type { Answers } from '../answers.ts'
import { partOf } from '../extensions/extension.ts'
import type { Extensions } from '../extensions/select.ts'
import type { Field } from '../fields/field.ts'
import { types } from '../fields/types.ts'
import { reservedWords } from '../reserved.ts'
import { fillTemplate, type View } from '../template.ts'
import { toCamelCase, wordsOf } from '../words.ts'
import { inflect } from './inflect.ts'
import { columnImports } from './view.ts'

/** What a command adds to a feature: a job, an event. */
export interface Piece {
  /** What is created: `job`. */
  readonly kind: string
  /** The folder of the feature, and what it is called there: `orders`, `send-receipt`. */
  readonly feature: string
  readonly words: readonly string[]
  /** What it carries. */
  readonly fields: readonly Field[]
}

/**
 * The templates of a kind of piece, by the files that they are added to, from what extensions bring.
 * @throws UsageError where none of a project's does, with those that would
 */
export function findPieces(kind: string, { extensions }: Answers, known: Extensions): ReadonlyMap<string, string> {
  const templates = (name: string): (readonly [string, string])[] =>
    [...known[name]!.sources].flatMap(([path, text]) => {
      const part = partOf(path)!
      const [own, file] = part.target.split('/')
      return part.kind === 'piece' && own === kind ? [[file!, text] as const] : []
    })
  const found = Object.keys(extensions).flatMap(templates)
  if (found.length > 0) return new Map(found)
  const bringing = Object.keys(known).filter((name) => templates(name).length > 0)
  throw new UsageError(
    'EXTENSION_ABSENT',
    `Nothing in the project knows what ${inflect(kind).aTitle} is.`,
    `Add what does: ${bringing.map((name) => `paxx add ${name}`).join(' or ')}`,
  )
}

/**
 * Fills in a template.
 * @throws UsageError for a name that its code cannot have
 */
export function renderPiece(file: string, text: string, piece: Piece, ids: Answers['ids']): string {
  const schema = schemaOf(piece.fields)
  const imports = [
    ...columnImports(schema),
    ...(/\bId\b/.test(schema) ? ["import { Id } from '#core/database/id.ts'"] : []),
  ]
  const source = fillTemplate({ file, text }, viewOf(piece, schema, ids), { 'create.imports': imports })
  const name = nameIn(source)
  if (name === undefined) return source
  if (!reservedWords.has(name) && !new RegExp(`^import .*\\b${name}\\b.* from`, 'm').test(source)) return source
  throw new UsageError(
    'NAME_INVALID',
    `\`${name}\` is a name that its code has for something else.`,
    'Choose another name.',
  )
}

/** What a module of one piece exports; a test exports nothing. */
export const nameIn = (source: string): string | undefined => /^export const (\w+)/m.exec(source)?.[1]

function viewOf({ feature, words, fields }: Piece, schema: string, ids: Answers['ids']): View {
  const { singular } = inflect(feature)
  return {
    id: `${feature}:${words.join('-')}`,
    name: toCamelCase(words),
    nameOfOne: toCamelCase([...wordsOf(singular), ...words]),
    words: words.join(' '),
    schema,
    dataParameter: fields.length > 0 ? ', data' : '',
    dataArgument: fields.length > 0 ? '{ data }, ' : '',
    sample: `{ ${fields.map((field) => `${field.name}: ${sampleOf(field, ids)}`).join(', ')} }`,
  }
}

const schemaOf = (fields: readonly Field[]): string =>
  `z.object({ ${fields.map((field) => `${field.name}: ${zodOf(field)}`).join(', ')} })`

function zodOf(field: Field): string {
  const zod = field.type === 'references' ? 'Id' : types[field.type].zod(field)
  const usual = field.default === undefined ? '' : `.default(${code(field.default)})`
  return zod + (field.optional ? '.optional()' : usual)
}

function sampleOf(field: Field, ids: Answers['ids']): string {
  if (field.type !== 'references') return code(types[field.type].samples(field)[0])
  return ids === 'uuid' ? code(types.uuid.samples(field)[0]) : '1'
}

const imported = /^import (?:type )?\{([^}]*)\} from (['"])([^'"]+)\2;?\n/gm

/** A module with what is in another one as well: what that imports, and then the rest of it in the end. */
export function addToModule(source: string, added: string): string {
  const imports = [...added.matchAll(imported)].map(([line, names, , from]) => ({ line, names: namesIn(names!), from }))
  const merged = imports.reduce((text, { line, names, from }) => {
    const own = [...text.matchAll(imported)]
    const same = own.find(([whole, , , other]) => other === from && !whole.startsWith('import type'))
    if (!same) {
      const end = own.length > 0 ? own.at(-1)!.index + own.at(-1)![0].length : 0
      return text.slice(0, end) + line + text.slice(end)
    }
    const missing = names.filter((name) => !namesIn(same[1]!).includes(name))
    if (missing.length === 0) return text
    const wider = same[0].replace(same[1]!, ` ${[...namesIn(same[1]!), ...missing].join(', ')} `)
    return text.replace(same[0], () => wider)
  }, source)
  return `${merged.trimEnd()}\n${added.replaceAll(imported, '').replace(/^\n*/, '\n')}`
}

const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
