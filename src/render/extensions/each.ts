import type { Answers } from '../answers.ts'
import type { FeatureNames } from '../features/inflect.ts'
import type { View } from '../template.ts'
import type { Part } from './extension.ts'
import type { Fragment, Source } from './fragments.ts'
import { renderPlain } from './plain.ts'

/**
 * The lines that an extension has for each feature of a project whose rows have an id, in the order in which those came.
 * @param parts of one extension
 * @param names of the features, by their folders
 */
export function linesForEach(
  parts: readonly (Part & Source)[],
  { features }: Pick<Answers, 'features'>,
  names: ReadonlyMap<string, FeatureNames>,
  view: View,
): Fragment[] {
  const own = parts.filter(({ kind }) => kind === 'each')
  return [...new Set(own.map(({ target }) => target))].flatMap((slot) => {
    const given = own.filter(({ target }) => target === slot)
    const texts = Object.entries(features).flatMap(([feature, { access, primaryKey }]) => {
      const part = given.find(({ beside }) => beside === access) ?? given.find(({ beside }) => beside === undefined)
      if (!part || primaryKey) return []
      return renderPlain(part.where, part.text.replace(/\n$/, ''), { ...view, ...names.get(feature)! }, {}).split('\n')
    })
    if (texts.length === 0) return []
    const lines = texts.filter((line, index) => !line.startsWith('import ') || texts.indexOf(line) === index)
    return { slot, where: given[0]!.where, text: lines.join('\n') }
  })
}
