// The same table behind what a user might pick instead, each as its own guide sets it up, with validation and a log, on the
// PostgreSQL of POSTGRES_URL: `bench/item.ts` says how it is measured. The programs are in `bench/peers/`.
// node bench/peers.ts [seconds a turn] [rounds]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bareProgram } from './bare.ts'
import { compareServers, type Server, start } from './beside.ts'
import { postgresDatabase } from './databases.ts'
import { fill, makeShop, requests, startOf } from './orders.ts'

const seconds = Number(process.argv[2] ?? 1)
const rounds = Number(process.argv[3] ?? 10)

const peers: Record<string, readonly string[]> = {
  'Fastify, Zod, Kysely': ['fastify.mjs'],
  'Express, Zod, knex': ['express.mjs'],
  'NestJS on Express, TypeORM': ['nest.mjs'],
  'NestJS on Fastify, TypeORM': ['nest.mjs', 'fastify'],
  'AdonisJS, Lucid': ['adonis.mjs'],
  'Hono, Zod, drizzle': ['hono.mjs'],
}
const packages = {
  '@adonisjs/core': '7.5.2',
  '@adonisjs/lucid': '22.4.2',
  '@hono/node-server': '2.1.9',
  '@hono/zod-validator': '0.9.1',
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/platform-express': '12.5.1',
  '@nestjs/platform-fastify': '12.5.0',
  '@nestjs/typeorm': '12.0.2',
  '@vinejs/vine': '4.4.0',
  'class-transformer': '0.5.1',
  'class-validator': '0.15.1',
  'drizzle-orm': '0.45.4',
  express: '5.3.0',
  fastify: '5.12.8',
  'fastify-type-provider-zod': '7.0.0',
  hono: '4.13.19',
  knex: '3.3.0',
  kysely: '0.29.9',
  luxon: '3.7.2',
  'nestjs-pino': '5.2.1',
  pg: '8.23.1',
  pino: '10.4.0',
  'pino-http': '11.0.0',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
  typeorm: '1.1.1',
  zod: '4.6.7',
}

const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const [shop, other] = ['shop', 'peers'].map((name) => path.join(folder, name)) as [string, string]
const database = await postgresDatabase()
const servers: Server[] = []
try {
  makeShop(shop, 'postgres', database.url)
  writeFileSync(path.join(shop, 'bare.mjs'), bareProgram('postgres'))
  installPeers()
  const add = async (title: string, cwd: string, ...args: string[]) => {
    const port = 3710 + servers.length
    servers.push(await start(title, { cwd, args, port, database: database.url }, '/orders'))
  }
  await add('bare', shop, 'bare.mjs')
  await fill(servers[0]!)
  await add('the project', shop, ...startOf(shop))
  for (const [title, args] of Object.entries(peers)) await add(title, other, ...args)
  await compareServers(servers, requests, seconds, rounds)
} finally {
  for (const one of servers) one.process.kill('SIGKILL')
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}

function installPeers(): void {
  cpSync(path.join(import.meta.dirname, 'peers'), other, { recursive: true })
  writeFileSync(path.join(other, 'package.json'), JSON.stringify({ private: true, dependencies: packages }))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: other, stdio: 'ignore' })
}
