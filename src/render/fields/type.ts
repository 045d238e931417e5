import { code } from '../../schema/print/code.ts'
import type { Field, Value } from './field.ts'

/** How a value is read from the text that stands for it, and what to call it when it cannot be. */
export interface Reader<Result> {
  readonly expected: string
  /** The value; undefined when the text is none. */
  readonly read: (text: string, field: Field) => Result | undefined
}

/** What stands after a type: how it is read, and printed. */
interface Argument {
  readonly expected: string
  readonly required: boolean
  readonly read: (text: string) => Partial<Field> | undefined
  readonly print: (field: Field) => string
}

/** Everything that one type of field is: what may be written of it, what is generated of it. Code is TypeScript. */
export interface FieldType {
  /** What may stand after the type: `string=80`. */
  readonly argument?: Argument
  readonly default?: Reader<Value>
  readonly bound?: Reader<number | string>
  /** What bounds are about, comparable: a text's length, a number. */
  readonly measure?: (value: Value, field: Field) => number | bigint | string
  /** Whether it may be a key of an index. */
  readonly indexable: boolean
  /** How many different values there are, where that is few. */
  readonly capacity?: (field: Field) => number
  /** Its Zod schema, without what is so for every type (default, null, index). */
  readonly zod: (field: Field) => string
  /** Two valid values, the second one different if there is another. */
  readonly samples: (field: Field) => readonly [Value, Value]
  /** An expression that gives a different valid value for every `n` from 1; without one, the field cannot be unique. */
  readonly serial?: (field: Field) => string
  /** Values that are refused beside those that are for every field of the type, and what they are. */
  readonly invalid?: (field: Field) => readonly (readonly [what: string, code: string])[]
}

/** `.min(1)` where there is a bound. */
export const call = (method: string, ...values: unknown[]): string =>
  values.includes(undefined) ? '' : `.${method}(${values.map(code).join(', ')})`

export const wholeNumber = (text: string): number | undefined =>
  /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
