// AdonisJS as its guides have it, with VineJS, Lucid and its own logger, which its guides have no line of for each request. What
// a project of it has in files of their own (adonisrc, config, start, app) is in this one, and decorators are called by hand.
import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/core/app'
import { defineConfig as bodyParser } from '@adonisjs/core/bodyparser'
import { drivers, defineConfig as encryption } from '@adonisjs/core/encryption'
import { ExceptionHandler, defineConfig as http } from '@adonisjs/core/http'
import { defineConfig as logger, targets } from '@adonisjs/core/logger'
import { defineConfig as database } from '@adonisjs/lucid'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import vine from '@vinejs/vine'
import pg from 'pg'

pg.types.setTypeParser(20, Number)

class Order extends BaseModel {
  static table = 'orders'
}
column({ isPrimary: true })(Order.prototype, 'id')
column.dateTime({ autoCreate: true })(Order.prototype, 'createdAt')
column.dateTime({ autoCreate: true, autoUpdate: true })(Order.prototype, 'updatedAt')
for (const name of ['total', 'status', 'gift', 'notes']) column()(Order.prototype, name)

const status = vine.enum(['pending', 'paid'])
const notes = vine.string().maxLength(100_000).nullable().optional()
const createValidator = vine.create({
  total: vine.number().withoutDecimals(),
  status: status.clone().optional(),
  gift: vine.boolean(),
  notes: notes.clone(),
})
const updateValidator = vine.create({
  total: vine.number().withoutDecimals().optional(),
  status: status.clone().optional(),
  gift: vine.boolean().optional(),
  notes: notes.clone(),
})

class OrdersController {
  async show({ params }) {
    return await Order.findOrFail(params.id)
  }

  async index() {
    return { items: await Order.query().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(20) }
  }

  async store({ request, response }) {
    return response.created(await Order.create(await request.validateUsing(createValidator)))
  }

  async update({ params, request }) {
    const order = await Order.findOrFail(params.id)
    return await order.merge(await request.validateUsing(updateValidator)).save()
  }
}

class RequestLogger {
  async handle(ctx, next) {
    const start = performance.now()
    await next()
    const { logger: log, request, response, route } = ctx
    const ms = performance.now() - start
    log.info({ method: request.method(), route: route?.pattern, status: response.getStatus(), ms }, 'request')
  }
}

const config = {
  app: { appKey: 'a key of at least 32 characters, for cookies', http: http({ generateRequestId: true }) },
  bodyparser: bodyParser({}),
  database: database({
    connection: 'pg',
    connections: { pg: { client: 'pg', connection: process.env.DATABASE_URL, pool: { min: 0, max: 10 } } },
  }),
  encryption: encryption({
    default: 'gcm',
    list: { gcm: drivers.aes256gcm({ id: 'gcm', keys: ['a key of at least 32 characters, for cookies'] }) },
  }),
  logger: logger({
    default: 'app',
    loggers: { app: { enabled: true, level: 'info', transport: { targets: [targets.file({ destination: 1 })] } } },
  }),
}

async function preload() {
  const { default: router } = await import('@adonisjs/core/services/router')
  const { default: server } = await import('@adonisjs/core/services/server')
  server.errorHandler(async () => ({ default: ExceptionHandler }))
  server.use([async () => ({ default: RequestLogger })])
  router.use([() => import('@adonisjs/core/bodyparser_middleware')])
  router.resource('orders', OrdersController).apiOnly()
}

const adonisrc = defineConfig({
  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('@adonisjs/lucid/database_provider'),
  ],
  preloads: [preload],
})

await new Ignitor(new URL('./', import.meta.url))
  .tap((app) => app.rcContents(adonisrc).useConfig(config))
  .httpServer()
  .start()
