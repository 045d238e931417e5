import { code } from '../../schema/print/code.ts'
import type { Field } from '../fields/field.ts'
import { types } from '../fields/types.ts'

/** What of the database a column's Zod type does not say, as `core/database/columns.ts` has it. */
function optionsOf({ onDelete = 'restrict', unique, index }: Field): string {
  const options = {
    ...(onDelete !== 'restrict' && { onDelete: onDelete.replace('-', ' ') }),
    ...(unique && { unique }),
    ...(index && { index }),
  }
  return Object.keys(options).length > 0 ? code(options) : ''
}

/** The Zod schema of a field in its model. */
export function zodOf(field: Field): string {
  const options = optionsOf(field)
  return [bareZodOf(field, options), field.optional ? '.nullable()' : '', defaultOf(field)].join('')
}

function bareZodOf(field: Field, options: string): string {
  if (field.type !== 'references') {
    return types[field.type].zod(field) + (options ? `.register(column, ${options})` : '')
  }
  return `references(${[code(tableOf(field.target!)), options].filter(Boolean).join(', ')})`
}

const defaultOf = ({ default: usual, optional }: Field): string => {
  if (usual !== undefined) return `.default(${code(usual)})`
  return optional ? '.default(null)' : ''
}

/** The table of a feature, by the name of its folder. */
export const tableOf = (kebab: string): string => kebab.replaceAll('-', '_')

/** The schema of a field of a model, taken out of what `zodOf` wraps it in. */
export function unwrapped(model: string, field: Field): string {
  const isDefaulted = field.optional || field.default !== undefined
  return `${model}.shape.${field.name}${isDefaulted ? '.unwrap()' : ''}${field.optional ? '.unwrap()' : ''}`
}
