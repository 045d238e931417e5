import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { compress } from 'hono/compress'
import type { Env } from './router.ts'
import { describeApi } from './openapi.ts'

const policy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
const root = path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
const files = serveStatic({ root, rewriteRequestPath: (file) => file.replace('/docs', '') })

// Without `validatorUrl`, Swagger UI would show the document to a validator on the internet.
const initializer = "SwaggerUIBundle({ url: '../openapi.json', dom_id: '#swagger-ui', validatorUrl: null })\n"

/** Serves the OpenAPI document, and Swagger UI from this project's own files; behind a password, if there is one. */
export function mountDocs(app: Hono<Env>, title: string, password?: string): void {
  if (password) {
    const guard = basicAuth({ username: 'docs', password })
    app.use('/openapi.json', guard).use('/docs/*', guard)
  }
  app.use('/docs/*', compress(), (c, next) => {
    c.header('Content-Security-Policy', policy)
    return next()
  })

  let document: ReturnType<typeof describeApi> | undefined
  app.get('/openapi.json', async (c) => c.json(await (document ??= describeApi(app, title))))
  for (const route of ['/', '/docs']) app.get(route, (c) => c.redirect('docs/'))
  app.get('/docs/swagger-initializer.js', (c) => c.body(initializer, 200, { 'Content-Type': 'text/javascript' }))
  app.get('/docs/*', files)
}
