import { UsageError } from '../../errors.ts'
import type { Answers } from '../answers.ts'
import { destination, joinSlots, type Slots, slotsIn, type View } from '../template.ts'
import { linesForEach } from './each.ts'
import { type Extension, type Part, partOf } from './extension.ts'
import { checkSlots, fillFragments, type Fragment, type Source } from './fragments.ts'
import { renderPlain } from './plain.ts'
import { checkSettings, settingSlots } from './settings.ts'
import type { Subject } from './subjects.ts'

interface Rendered {
  /** By their paths in the project, not formatted yet. */
  readonly files: ReadonlyMap<string, string>
  /** All slots, with what was there before. */
  readonly slots: Slots
}

/**
 * Renders the files and the lines that the extensions of a project bring.
 * @param extensions in the order in which their lines stand
 * @param subjects what they have lines for each of
 * @param templates those of the project itself, by path: an extension takes the place of none, and fills their slots
 * @param more slots that they may have lines for, of what is not looked at here
 * @param ofFeatures what folders stand beside for what features have
 * @throws UsageError for an extension that does not fit
 */
export function renderExtensions(
  extensions: readonly Extension[],
  answers: Answers,
  subjects: () => readonly Subject[],
  templates: ReadonlyMap<string, string>,
  view: View,
  base: Slots,
  more: readonly string[] = [],
  ofFeatures: readonly string[] = [],
): Rendered {
  const { database, ids, packageManager, features } = answers
  const chosen = extensions.map(({ name }) => name)
  const present = new Set<string | undefined>([undefined, database, ids, packageManager, ...chosen, ...ofFeatures])
  const parts = extensions.map((extension) => ({
    extension,
    parts: partsOf(extension).filter(({ kind, beside }) => kind.startsWith('each') || present.has(beside)),
  }))
  checkSettings(extensions, templates.get('settings.ts') ?? '')
  const files = new Map<string, Source>()
  const isTaken = (path: string): boolean => {
    const [, feature = ''] = /^features\/([^/]+)\//.exec(path) ?? []
    return files.has(path) || templates.has(path) || Object.hasOwn(features, feature)
  }
  for (const { extension, parts: own } of parts) {
    for (const [path, source] of filesOf(own)) {
      if (isTaken(path)) throw invalid(`${extension.name} brings ${path}, which there is already`)
      files.set(path, source)
    }
  }
  const fragments = parts.flatMap(({ extension, parts: own }) => [
    ...fragmentsOf(extension, own),
    ...linesForEach(own, subjects, view),
  ])
  const texts = [...templates.values(), ...[...files.values(), ...fragments].map(({ text }) => `${text}\n`)]
  checkSlots(fragments, new Set([...texts.flatMap(slotsIn), ...more]))
  const slots = fillFragments(fragments, view, base)
  return {
    files: new Map([...files].map(([path, { where, text }]) => [path, renderPlain(where, text, view, slots)])),
    slots,
  }
}

type Parts = readonly (Part & Source)[]

/** What an extension holds, what is more particular after what is always there. */
function partsOf({ name, sources }: Extension): Parts {
  const parts = [...sources].map(([path, text]) => ({ ...partOf(path)!, where: `${name}/${path}`, text }))
  return parts.toSorted((a, b) => Number(a.beside !== undefined) - Number(b.beside !== undefined) || order(a, b))
}

const order = (a: Source, b: Source): number => (a.where < b.where ? -1 : 1)

/** The more particular one takes the place of the other. */
const filesOf = (parts: Parts): Map<string, Source> =>
  new Map(parts.filter(({ kind }) => kind === 'file').map((part) => [destination(part.target), part]))

function fragmentsOf({ name, manifest }: Extension, parts: Parts): Fragment[] {
  const inline = joinSlots(settingSlots(manifest.settings), manifest.slots)
  const where = `${name}/extension.json`
  return [
    ...Object.entries(inline).map(([slot, lines]) => ({ slot, where, text: lines.join('\n') })),
    ...parts
      .filter(({ kind }) => kind === 'slot')
      .map(({ target, ...source }) => {
        return { slot: target, where: source.where, text: source.text.replace(/\n$/, '') }
      }),
  ]
}

const invalid = (reason: string) =>
  new UsageError('EXTENSION_INVALID', `${reason}.`, 'What belongs into a file that is there, its slots can take.')
