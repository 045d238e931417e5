// Express as its guide has it, Zod by hand, pino-http and knex.
import express from 'express'
import knex from 'knex'
import pg from 'pg'
import { pinoHttp } from 'pino-http'
import { z } from 'zod'
import { Create, Update } from './fields.mjs'

pg.types.setTypeParser(20, Number)
const db = knex({ client: 'pg', connection: process.env.DATABASE_URL, pool: { min: 0, max: 10 } })
const columns = ['id', 'created_at as createdAt', 'updated_at as updatedAt', 'total', 'status', 'gift', 'notes']

const Id = z.coerce.number().int()

const app = express()
app.use(pinoHttp())
app.use(express.json())
const answer = (res, order) => (order ? res.json(order) : res.status(404).json({ message: 'No such order' }))

app.get('/orders/:id', async (req, res) => {
  answer(
    res,
    await db('orders')
      .where({ id: Id.parse(req.params.id) })
      .first(columns),
  )
})
app.get('/orders', async (_, res) => {
  const sorted = db('orders').orderBy([
    { column: 'created_at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ])
  res.json({ items: await sorted.limit(20).select(columns) })
})
app.post('/orders', async (req, res) => {
  const [order] = await db('orders').insert(Create.parse(req.body)).returning(columns)
  res.status(201).json(order)
})
app.patch('/orders/:id', async (req, res) => {
  const changes = { ...Update.parse(req.body), updated_at: new Date() }
  const [order] = await db('orders')
    .where({ id: Id.parse(req.params.id) })
    .update(changes)
    .returning(columns)
  answer(res, order)
})
app.use((error, _req, res, _next) => {
  const status = error instanceof z.ZodError ? 422 : (error.status ?? 500)
  res.status(status).json({ message: error.message })
})
app.listen(Number(process.env.PORT), '127.0.0.1')
