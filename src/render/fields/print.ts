import { inflect } from '../features/inflect.ts'
import type { Field } from './field.ts'
import { referenceName } from './name.ts'
import { types } from './types.ts'

/** A field as `parseFields` reads it: one text for everything that means the same. */
export function printField(field: Field): string {
  const { type, min, max, default: usual } = field
  const isString = type === 'string'
  const name = type === 'references' ? referenceName(field) : field.name
  const isUsual = type === 'references' && inflect(name).kebab === field.target
  const argument = isUsual ? '' : (types[type].argument?.print(field) ?? '')
  const modifiers = [
    field.optional && 'optional',
    field.unique && 'unique',
    field.index && 'index',
    field.private && 'private',
    min !== undefined && !(isString && min === 1) && `min=${min}`,
    max !== undefined && !isString && `max=${max}`,
    usual !== undefined && `default=${typeof usual === 'object' ? JSON.stringify(usual) : usual}`,
    field.onDelete !== undefined && field.onDelete !== 'restrict' && field.onDelete,
    field.many && 'many',
  ]
  return [name, argument ? `${type}=${argument}` : type, ...modifiers.filter(Boolean)].join(':')
}
