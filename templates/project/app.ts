import type { Hono } from 'hono'
import { cors } from 'hono/cors'
import { mountDocs } from '#core/http/docs.ts'
import { createRouter, type Env } from '#core/http/router.ts'
import * as middleware from '#core/http/middleware.ts'
import { notFound, onError } from '#core/http/problem.ts'
import { health } from '#features/health/routes.ts'
<%~ slot('app.imports') %>
import type { Resources } from './resources.ts'

/** The table of contents: what each request passes, and every feature, mounted. */
export function createApp(resources: Resources): Hono<Env> {
  const { db, lifecycle, logger, settings } = resources
  const production = settings.NODE_ENV === 'production'
  const development = settings.NODE_ENV === 'development'
  const app = createRouter().onError(onError(logger, development)).notFound(notFound)

  app.use(middleware.aroundRequests(resources))
  const exposeHeaders = [
    'Location', 'Retry-After', 'X-Request-Id',
    <%~ slot('app.cors.headers') %>
  ]
  if (settings.CORS_ORIGINS.length > 0) app.use(cors({ origin: settings.CORS_ORIGINS, exposeHeaders,
    <%~ slot('app.cors') %>
  }))
  app.use(middleware.compressJson)
  app.use(middleware.limitBody(settings.BODY_LIMIT))
  app.use((c, next) => {
    c.set('db', db)
    <%~ slot('app.variables') %>
    return next()
  })

  app.route('/', health(lifecycle))
  <%~ slot('app.limits') %>
  <%~ slot('app.middleware') %>
  <%~ slot('app.routes') %>

  if (!production) mountDocs(app, '<%= name %>')
  else if (settings.DOCS_PASSWORD) mountDocs(app, '<%= name %>', settings.DOCS_PASSWORD)

  // Only what nothing above answered comes here.
  app.use(middleware.refuseMethods(app))
  return app
}
