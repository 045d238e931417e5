// Hono with its own logger and its validator for Zod, and drizzle: what a project is made of, but for the rest of it.
import { serve } from '@hono/node-server'
import { zValidator } from '@hono/zod-validator'
import { desc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { bigint, boolean, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { Hono } from 'hono'
import { logger } from 'hono/logger'
import pg from 'pg'
import { z } from 'zod'
import { Create, Update } from './fields.mjs'

const orders = pgTable('orders', {
  id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  total: bigint({ mode: 'number' }).notNull(),
  status: text().notNull(),
  gift: boolean().notNull(),
  notes: text(),
})
const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }))

const params = zValidator('param', z.object({ id: z.coerce.number().int() }))
const answer = (c, order) => (order ? c.json(order) : c.json({ message: 'No such order' }, 404))

const app = new Hono()
app.use(logger())
app.get('/orders/:id', params, async (c) => {
  const [order] = await db
    .select()
    .from(orders)
    .where(eq(orders.id, c.req.valid('param').id))
  return answer(c, order)
})
app.get('/orders', async (c) => {
  const sorted = db.select().from(orders).orderBy(desc(orders.createdAt), desc(orders.id))
  return c.json({ items: await sorted.limit(20) })
})
app.post('/orders', zValidator('json', Create), async (c) => {
  const [order] = await db.insert(orders).values(c.req.valid('json')).returning()
  return c.json(order, 201)
})
app.patch('/orders/:id', params, zValidator('json', Update), async (c) => {
  const changes = { ...c.req.valid('json'), updatedAt: new Date() }
  const [order] = await db
    .update(orders)
    .set(changes)
    .where(eq(orders.id, c.req.valid('param').id))
    .returning()
  return answer(c, order)
})
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
