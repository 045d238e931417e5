import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { describeRoute, type DescribeRouteOptions, resolver, validator } from 'hono-openapi'
import type { z } from 'zod'
import type { Db } from '../database/database.ts'
import { ValidationError } from '../errors.ts'
import { checkStorable, issuesOf, type JsonLimits, readJson, readQuery } from './input.ts'
import { schemaOptions } from './json-schema.ts'
import { Problem } from './problem.ts'
<%~ slot('http.imports') %>

export type Env = {
  Bindings: Partial<HttpBindings> | undefined
  Variables: {
    db: Db
    requestId: string
    /** The address that the request is from. */
    client: string
    <%~ slot('http.variables') %>
  }
}

type ResponseHeaders = Record<string, { description: string; schema: { type: 'string'; maxLength: number } }>

export const createRouter = () => new Hono<Env>()

/**
 * Documents an operation: what it does, and what it answers. `core/http/openapi.ts` adds the problems that follow from it.
 * @param summary names it, too: `Get an order` is `getOrder` for clients that are made from the document
 * @param more.headers of what it answers
 */
export function operation(
  summary: string,
  answers: Record<number, z.ZodType | string>,
  { headers, ...more }: DescribeRouteOptions & { headers?: ResponseHeaders } = {},
) {
  const responses = Object.entries(answers).map(([status, answer]) => {
    if (typeof answer !== 'string') {
      return [status, { description: summary, ...(headers && { headers }), content: { 'application/json': schemaOf(answer) } }]
    }
    return [status, Number(status) < 400 ? { description: answer } : problemAnswer(answer)]
  })
  return describeRoute({ operationId: camelCase(summary), summary, responses: Object.fromEntries(responses), ...more })
}

const camelCase = (summary: string) => {
  const words = summary.toLowerCase().replaceAll(/\b(an?|the) /g, '')
  return words.replaceAll(/[^\p{L}\p{N}]+(.)/gu, (_, letter: string) => letter.toUpperCase())
}

export const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': schemaOf(Problem) },
})
const schemaOf = (schema: z.ZodType) => ({ schema: resolver(schema, { options: { ...schemaOptions, io: 'output' } }) })

/**
 * Validates one part of a request; a failure is thrown, so that every error leaves by `onError`.
 * @param limits of JSON, where it may hold more than usual
 */
export function validate<Target extends keyof typeof parts, Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
  limits?: JsonLimits,
) {
  const read: (c: Context, limits?: JsonLimits) => unknown = parts[target]
  const documented = validator(target, schema, undefined, { options: schemaOptions })
  const validated: typeof documented = async (c, next) => {
    const { data, error } = schema.safeParse(await read(c, limits))
    if (error) throw new ValidationError(issuesOf(error.issues))
    checkStorable(data)
    c.req.addValidatedData(target, data as object)
    await next()
  }
  return Object.assign(validated, documented)
}

const parts = {
  param: ({ req }: Context) => req.param(),
  query: readQuery,
  header: ({ req }: Context) => req.header(),
  json: readJson,
  <%~ slot('http.parts') %>
}
