import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { scenarios } from './scenarios.ts'
import { shop, succeed } from './shop.ts'
import { base, write } from './written.ts'

/** The server that tests on PostgreSQL use. */
export const server = new URL(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres')

/** Whether it answers; in CI it has to. */
export async function hasServer(): Promise<boolean> {
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect(Number(server.port || 5432), server.hostname)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
  if (!answers && process.env['CI'] === 'true') throw new Error(`There is no PostgreSQL on ${server.host}`)
  // oxlint-disable-next-line no-console -- who skips them should know
  if (!answers) console.warn(`There is no PostgreSQL on ${server.host}: the tests on a server are skipped`)
  return answers
}

/** A project on PostgreSQL that the packed paxx made, beside the one on SQLite: installed when it is first wanted. */
export async function postgresShop(): Promise<string> {
  const folder = path.dirname(shop)
  const made = path.join(folder, 'postgres-shop')
  const args = ['--no-install', 'paxx', 'bootstrap', 'postgres-shop', '--name', 'shop', '--database', 'postgres']
  if (!existsSync(made)) await succeed('npx', args, { cwd: folder })
  return made
}

/** A project on PostgreSQL with the features of a scenario. */
export async function writePostgres(scenario: string, atEnd?: (remove: () => void) => void): Promise<string> {
  const { ids, features } = scenarios[scenario]!
  const start: Answers = { ...base, database: 'postgres', ids }
  const answers = features.reduce((sum, request) => addFeature(sum, request).answers, start)
  return await write(answers, await postgresShop(), atEnd)
}

export interface Client {
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, any>[] }>
  end(): Promise<void>
}

/**
 * A connection of the test's own, by a project's `pg`.
 * @param installed the project, where that is not the one that all tests share
 */
export async function openClient(url: string, installed?: string): Promise<Client> {
  const { Client: PgClient } = createRequire(path.join(installed ?? (await postgresShop()), 'package.json'))('pg')
  const client = new PgClient(url)
  client.on('error', () => {})
  await client.connect()
  return client as Client
}

/** The URL of an empty database on the server, which is dropped when the test has ended. */
export async function createDatabase(installed?: string): Promise<string> {
  const name = `paxx_${randomBytes(6).toString('hex')}`
  const admin = await openClient(server.href, installed)
  await admin.query(`create database ${name} template template0 encoding 'UTF8' locale 'C'`)
  onTestFinished(async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}
