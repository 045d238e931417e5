import type { TypeName } from './field.ts'
import { numbers } from './numbers.ts'
import { others } from './others.ts'
import { texts } from './texts.ts'
import type { FieldType } from './type.ts'

/** Every type of field: one entry each. */
export const types: Readonly<Record<TypeName, FieldType>> = { ...texts, ...numbers, ...others }
