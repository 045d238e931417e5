import { type Schema, Validator } from '@cfworker/json-schema'

/** What a project's `/openapi.json` says, as far as requests are made from it. */
export interface Document {
  readonly paths: Record<string, Record<string, Described>>
  readonly components: { readonly schemas: Record<string, Schema>; readonly responses: Record<string, Answer> }
}
interface Described {
  readonly parameters?: readonly {
    readonly in: 'path' | 'query' | 'header'
    readonly name: string
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> }
  readonly responses: Record<string, Answer | { readonly $ref: string }>
}
interface Answer {
  readonly content?: Record<string, { readonly schema: Schema }>
}

export interface Operation extends Described {
  readonly method: string
  /** With `{id}` in it. */
  readonly path: string
  readonly body: Schema | undefined
}

export const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => {
      const body = described.requestBody?.content['application/json']?.schema
      return { ...described, method: method.toUpperCase(), path, body }
    }),
  )

const nameOf = (ref: string): string => ref.split('/').at(-1)!

export const resolve = ({ components }: Document, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : components.schemas[nameOf(schema.$ref)]!

/** What is documented of an answer with that status. */
export function answerOf({ components }: Document, { responses }: Operation, status: number): Answer | undefined {
  const answer = responses[status]
  return answer && '$ref' in answer ? components.responses[nameOf(answer.$ref)] : (answer as Answer | undefined)
}

const validators = new WeakMap<Schema, Validator>()

/** What is wrong with a value, by a schema of the document; nothing where it is valid. */
export function faultsOf({ components }: Document, schema: Schema, value: unknown): string[] {
  let validator = validators.get(schema)
  if (!validator) {
    validator = new Validator({ ...withExactFormats({ ...schema, components }) }, '2020-12')
    validators.set(schema, validator)
  }
  return validator.validate(value).errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`)
}

/** A format only describes (JSON Schema 2020-12): what is promised is the pattern beside it, but where these say it all. */
const exact = new Set(['date', 'date-time', 'uuid'])
const withExactFormats = (schema: object): Schema =>
  JSON.parse(
    JSON.stringify(schema, (key, value) => {
      return key === 'format' && typeof value === 'string' && !exact.has(value) ? undefined : value
    }),
  )
