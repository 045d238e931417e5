import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { DatabaseUrl } from '#core/database/database.ts'
import { StartError } from '#core/errors.ts'
import { Networks } from '#core/http/client-address.ts'
<%~ slot('settings.imports') %>

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text

const Settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']),
  HOST: z.string(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DATABASE_URL: DatabaseUrl,
  <%~ slot('settings.database') %>
  /** The sites whose pages may call from a browser. */
  CORS_ORIGINS: z
    .string()
    .transform((origins) => origins.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every(isOrigin), 'expected origins, such as https://example.com,https://example.org')
    .default([]),
  /** Those whose X-Forwarded-For says who a client is. Without any, it is who connects. */
  TRUSTED_PROXIES: Networks.default([]),
  /** In bytes. */
  BODY_LIMIT: z.coerce.number().int().positive().default(1_048_576),
  /** For how many seconds a server that stops still accepts requests, and how many there are in all to answer them. */
  SHUTDOWN_DELAY: z.coerce.number().nonnegative().default(1),
  SHUTDOWN_TIMEOUT: z.coerce.number().positive().default(10),
  /** Opens /docs in production, to the user `docs`. */
  DOCS_PASSWORD: z.string().min(32).optional(),
  <%~ slot('settings') %>
})
export type Settings = z.output<typeof Settings>

const defaults = {
  development: {
    HOST: 'localhost',
    DATABASE_URL: '<%= developmentUrl %>',
    SHUTDOWN_DELAY: '0',
    <%~ slot('settings.development') %>
  },
  test: {
    HOST: 'localhost',
    DATABASE_URL: '<%= memoryUrl %>',
    LOG_LEVEL: 'silent',
    <%~ slot('settings.test') %>
  },
  production: { HOST: '0.0.0.0' },
}

// What was built is for production unless it is told otherwise, the source is for development.
const builtFor = import.meta.filename.endsWith('.js') ? 'production' : 'development'

/** Reads an environment; throws what is wrong with it, a line for each variable, without its value. */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const mode = given.NODE_ENV ?? builtFor
  const { data, error } = Settings.safeParse({ ...defaults[mode as keyof typeof defaults], ...given, NODE_ENV: mode })
  if (error) throw new StartError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  return data
}

/** The settings of this process; `.env` says what the environment does not. */
export function loadSettings(): Settings {
  const variables = existsSync('.env') ? readVariables(readFileSync('.env')) : {}
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value
  return parseSettings(process.env)
}

/** What a `.env` says. Some editors put a byte order mark before it, and some shells write UTF-16. */
export function readVariables(file: Uint8Array) {
  try {
    return parseEnv(new TextDecoder('utf-8', { fatal: true }).decode(file))
  } catch (cause) {
    throw new StartError('.env: expected text in UTF-8', { cause })
  }
}
