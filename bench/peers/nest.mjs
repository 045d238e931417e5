// NestJS on Express, or on Fastify if told so, as its guides have it: TypeORM, ValidationPipe, nestjs-pino. The decorators are called by hand, as the
// compiler would, so that nothing is to be built.
import 'reflect-metadata'
import {
  Body,
  Controller,
  Get,
  Inject,
  Module,
  NotFoundException,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  ValidationPipe,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm'
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength } from 'class-validator'
import { Logger, LoggerModule } from 'nestjs-pino'
import pg from 'pg'
import { EntitySchema } from 'typeorm'

pg.types.setTypeParser(20, Number)

const Order = new EntitySchema({
  name: 'Order',
  tableName: 'orders',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'identity' },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    updatedAt: { type: 'timestamptz', name: 'updated_at', updateDate: true },
    total: { type: 'bigint' },
    status: { type: 'text', default: 'pending' },
    gift: { type: 'boolean' },
    notes: { type: 'text', nullable: true },
  },
})

function decorate(target, property, ...decorators) {
  const descriptor = property && Object.getOwnPropertyDescriptor(target, property)
  for (const decorator of decorators) decorator(target, property, descriptor)
}
const at = (index, decorator) => (target, property) => decorator(target, property, index)
const takes =
  (...types) =>
  (target, property) =>
    Reflect.defineMetadata('design:paramtypes', types, target, property)

class CreateOrder {}
class UpdateOrder {}
for (const [{ prototype }, ...always] of [[CreateOrder], [UpdateOrder, IsOptional()]]) {
  decorate(prototype, 'total', ...always, IsInt())
  decorate(prototype, 'status', IsOptional(), IsIn(['pending', 'paid']))
  decorate(prototype, 'gift', ...always, IsBoolean())
  decorate(prototype, 'notes', IsOptional(), IsString(), MaxLength(100_000))
}

class OrdersController {
  constructor(orders) {
    this.orders = orders
  }

  async get(id) {
    const order = await this.orders.findOneBy({ id })
    if (!order) throw new NotFoundException()
    return order
  }

  async list() {
    return { items: await this.orders.find({ order: { createdAt: 'DESC', id: 'DESC' }, take: 20 }) }
  }

  async create(order) {
    return await this.orders.save(this.orders.create(order))
  }

  async change(id, changes) {
    await this.orders.update(id, changes)
    return await this.get(id)
  }
}
const { prototype } = OrdersController
const id = at(0, Param('id', ParseIntPipe))
decorate(prototype, 'get', Get(':id'), id, takes(Number))
decorate(prototype, 'list', Get())
decorate(prototype, 'create', Post(), at(0, Body()), takes(CreateOrder))
decorate(prototype, 'change', Patch(':id'), id, at(1, Body()), takes(Number, UpdateOrder))
decorate(OrdersController, undefined, Controller('orders'), at(0, Inject(getRepositoryToken(Order))))

class App {}
decorate(
  App,
  undefined,
  Module({
    imports: [
      LoggerModule.forRoot(),
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: process.env.DATABASE_URL,
        entities: [Order],
        extra: { max: 10 },
      }),
      TypeOrmModule.forFeature([Order]),
    ],
    controllers: [OrdersController],
  }),
)

const adapter = process.argv[2] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter()
const app = await NestFactory.create(App, adapter, { bufferLogs: true })
app.useLogger(app.get(Logger))
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }))
await app.listen(Number(process.env.PORT), '127.0.0.1')
