// As the guides of Fastify and of fastify-type-provider-zod have it, with the logger that Fastify brings, and Kysely's.
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { Create, Fields, Update } from './fields.mjs'

pg.types.setTypeParser(20, Number)
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
const columns = ['id', 'created_at as createdAt', 'updated_at as updatedAt', 'total', 'status', 'gift', 'notes']

const Order = Fields.extend({ id: z.int(), createdAt: z.date(), updatedAt: z.date() })
const params = z.object({ id: z.coerce.number().int() })

const app = Fastify({ logger: true })
app.setValidatorCompiler(validatorCompiler)
app.setSerializerCompiler(serializerCompiler)
const found = (order, reply) => order ?? reply.code(404).send({ message: 'No such order' })

app.get('/orders/:id', { schema: { params, response: { 200: Order } } }, async ({ params: { id } }, reply) =>
  found(await db.selectFrom('orders').select(columns).where('id', '=', id).executeTakeFirst(), reply),
)
app.get('/orders', { schema: { response: { 200: z.object({ items: z.array(Order) }) } } }, async () => ({
  items: await db
    .selectFrom('orders')
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute(),
}))
app.post('/orders', { schema: { body: Create, response: { 201: Order } } }, async ({ body }, reply) => {
  reply.code(201)
  return await db.insertInto('orders').values(body).returning(columns).executeTakeFirstOrThrow()
})
app.patch('/orders/:id', { schema: { params, body: Update, response: { 200: Order } } }, async (request, reply) => {
  const changes = { ...request.body, updated_at: new Date() }
  const change = db.updateTable('orders').set(changes).where('id', '=', request.params.id).returning(columns)
  return found(await change.executeTakeFirst(), reply)
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
