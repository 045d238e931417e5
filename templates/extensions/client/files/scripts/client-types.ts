import { readFileSync } from 'node:fs'
import type { Hono } from 'hono'
import { format } from 'oxfmt'
import { describeApi } from '#core/http/openapi.ts'
import type { Env } from '#core/http/router.ts'

type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
}
type Content = { content?: Record<string, { schema?: Schema }> }
type Parameter = { name: string; in: string; required?: boolean; schema?: Schema }
type Operation = { summary: string; parameters?: Parameter[]; requestBody?: Content; responses: Record<string, Content> }
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

/** What `<%= run %> client` writes, by file. */
export async function clientFiles(app: Hono<Env>): Promise<Record<string, string>> {
  const document = (await describeApi(app, '<%= name %>')) as unknown as Document
  const options = JSON.parse(readFileSync('.oxfmtrc.json', 'utf8'))
  const formatted = async (file: string, text: string) => [file, (await format(file, text, options)).code]
  return Object.fromEntries(
    await Promise.all([
      formatted('openapi.json', JSON.stringify(document, null, 2)),
      formatted('client/api.ts', printTypes(document)),
    ]),
  )
}

/** A type for each schema of an OpenAPI document, and what each operation takes and gives. */
export function printTypes({ paths, components }: Document): string {
  const schemas = Object.entries(components.schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`)
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, operation]) =>
        `/** ${operation.summary} */\n'${method.toUpperCase()} ${path}': ${operationType(operation)}`,
    ),
  )
  return ['// Written by `<%= run %> client`.\n', ...schemas, `export type Operations = {\n${operations.join('\n')}\n}\n`].join('\n')
}

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const parts = Object.entries({ path: 'path', query: 'query', header: 'headers' }).flatMap(([place, name]) => {
    const own = parameters.filter((parameter) => parameter.in === place)
    if (own.length === 0) return []
    const fields = own.map((parameter) => fieldOf(parameter.name, parameter.schema, parameter.required))
    return `${name}${own.some(({ required }) => required) ? '' : '?'}: { ${fields.join('; ')} }`
  })
  const body = requestBody ? [`body: ${contentType(requestBody)}`] : []
  const answers = Object.entries(responses).flatMap(([status, answer]) => (status.startsWith('2') ? contentType(answer) : []))
  return `{ send: { ${[...parts, ...body].join('; ')} }; answer: ${union(answers) || 'undefined'} }`
}

function contentType({ content = {} }: Content): string {
  const json = content['application/json']?.schema
  if (json) return typeOf(json)
  return Object.keys(content).some((type) => type.startsWith('text/')) ? 'string' : 'undefined'
}

function typeOf(schema: Schema = {}): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)))
  const some = schema.anyOf ?? schema.oneOf
  if (some) return union(some.map(typeOf))
  // Beside a type, these only narrow it.
  if (schema.allOf && !schema.type) return schema.allOf.map(typeOf).join(' & ')
  return union([schema.type ?? 'unknown'].flat().map((type) => namedType(type, schema)))
}

function namedType(type: string, { items, properties, required = [], additionalProperties }: Schema): string {
  if (type === 'integer') return 'number'
  if (type === 'array') return `(${typeOf(items)})[]`
  if (type !== 'object') return type
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => fieldOf(name, schema, required.includes(name)))
  if (fields.length > 0) return `{ ${fields.join('; ')} }`
  return `{ [key: string]: ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'} }`
}

const fieldOf = (name: string, schema?: Schema, required = false) =>
  `${JSON.stringify(name)}${required ? '' : '?'}: ${typeOf(schema)}`
const union = (types: string[]) => [...new Set(types)].join(' | ')
