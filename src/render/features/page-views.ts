import type { Field } from '../fields/field.ts'
import type { Slots } from '../template.ts'
import { capitalize } from '../words.ts'
import type { Feature, Features } from './feature.ts'
import { hasPages, isVersioned } from './options.ts'
import { labelOf, rowOf, titleOf } from './page-names.ts'
import { relatedTo, typeImports } from './page-references.ts'
import type { Relation } from './relations.ts'

/** How many columns a list has between what a row is called and when it came. */
const mostColumns = 5

/** The lines that the fields of a feature bring into what its pages look like. */
export function viewSlots(feature: Feature, features: Features): Slots {
  if (!hasPages(feature)) return {}
  const { fields, names, timestamps } = feature
  const related = relatedTo(feature, features)
  const [row, label] = [rowOf(feature), labelOf(feature)]
  const times = (...some: string[]): Shown[] => (timestamps ? some.map((name) => ({ name, type: 'datetime' })) : [])
  const visible = fields.filter((field) => !field.private)
  const short = visible.filter((field) => field !== label && field.type !== 'text' && field.type !== 'json')
  const listed = [...short.slice(0, mostColumns), ...times('createdAt')]

  const cells = listed.map((field) => `<td>${shownBy('showValue', field, row, related)}</td>`)
  const details = [...visible, ...times('createdAt', 'updatedAt')].flatMap((field) => [
    `<dt>${titleOf(field)}</dt>`,
    `<dd>${shownBy('showWhole', field, row, related)}</dd>`,
  ])
  const used = (...helpers: string[]) =>
    helpers.filter((name) => [...cells, ...details].some((line) => line.includes(`{${name}(`)))
  const [ofRows, ofValues] = [used('linkTo', 'showWhole'), used('showValue')]
  return {
    'views.imports': [
      ...typeImports(related, feature),
      ...(isVersioned(feature) ? ["import { isLost, showSeen } from '#core/html/seen.ts'"] : []),
      ...(ofRows.length > 0 ? [`import { ${ofRows.join(', ')} } from '#core/html/rows.ts'`] : []),
      `import { ${['short', ...ofValues].join(', ')} } from '#core/html/values.ts'`,
    ],
    'views.headings': [label ? titleOf(label) : capitalize(names.title), ...listed.map(titleOf)].map(
      (title) => `<th scope="col">${title}</th>`,
    ),
    'views.cells': cells,
    'views.details': details,
    'views.beside': isVersioned(feature) ? [`beside: showSeen(${row}),`] : [],
    'views.seen': isVersioned(feature) ? [`\${showSeen(${row})}`] : [],
  }
}

type Shown = Pick<Field, 'name' | 'type'>

/** The code that shows a field: a link to what it refers to, where that has pages, and else its value. */
function shownBy(helper: string, field: Shown, row: string, related: readonly Relation[]): string {
  const relation = related.find((one) => one.field === field)
  const name = relation && nameAt(relation, row)
  const value = `${row}.${field.name}`
  if (relation && hasPages(relation.target)) {
    return `\${linkTo('/${relation.target.names.kebab}', ${name ? `${value}, ${name}` : value})}`
  }
  return `\${${helper}(${name ? `${name} ?? ${value}` : value})}`
}

/** What that is called. */
function nameAt({ name, target }: Relation, row: string): string | undefined {
  const label = labelOf(target)
  return label && `${row}.${name}?.${label.name}`
}
