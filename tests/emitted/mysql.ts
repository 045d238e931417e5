import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature, type FeatureRequest } from '../../src/render/features/add.ts'
import { scenarios } from './scenarios.ts'
import { shop, succeed } from './shop.ts'
import { base, write } from './written.ts'

/** The server that tests on MySQL use: it may be MariaDB. */
export const server = new URL(process.env['MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306/mysql')

/** Whether it answers; in CI it has to. */
export async function hasServer(): Promise<boolean> {
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect(Number(server.port || 3306), server.hostname)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
  if (!answers && process.env['CI'] === 'true') throw new Error(`There is no MySQL on ${server.host}`)
  // oxlint-disable-next-line no-console -- who skips them should know
  if (!answers) console.warn(`There is no MySQL on ${server.host}: the tests on it are skipped`)
  return answers
}

/**
 * A project on MySQL that the packed paxx made where no server answers: installed when it is first wanted. What paxx said
 * is beside it, in `mysql-shop.json`.
 */
export async function mysqlShop(): Promise<string> {
  const folder = path.dirname(shop)
  const made = path.join(folder, 'mysql-shop')
  const args = ['--no-install', 'paxx', 'bootstrap', 'mysql-shop', '--name', 'shop', '--database', 'mysql', '--json']
  if (!existsSync(made)) {
    const said = await succeed('npx', args, { cwd: folder, env: { DATABASE_URL: unreachable } })
    writeFileSync(`${made}.json`, said)
  }
  return made
}
export const unreachable = 'mysql://root@127.0.0.1:1/shop'

/** A project on MySQL with the features of a scenario. */
export async function writeMysql(scenario: string, atEnd?: (remove: () => void) => void): Promise<string> {
  const { ids, features } = scenarios[scenario]!
  const start: Answers = { ...base, database: 'mysql', ids }
  const answers = features.map(shorten).reduce((sum, request) => addFeature(sum, request).answers, start)
  return await write(answers, await mysqlShop(), atEnd)
}

/** No index of MySQL tells URLs of 2,000 characters apart. */
const shorten = (request: FeatureRequest): FeatureRequest => ({
  ...request,
  fields: request.fields.map((field) => field.replace(/:url(:.*)?:unique/, ':string=768$1:unique')),
})

export interface Client {
  query(sql: string, values?: unknown[]): Promise<Record<string, any>[]>
  end(): Promise<void>
}

/**
 * A connection of the test's own, by a project's `mysql2`.
 * @param installed the project, where that is not the one that all tests share
 */
export async function openClient(url: string, installed?: string): Promise<Client> {
  const mysql2 = createRequire(path.join(installed ?? (await mysqlShop()), 'package.json'))('mysql2/promise')
  const connection = await mysql2.createConnection(url)
  connection.on('error', () => {})
  return {
    query: async (sql, values) => (await connection.query(sql, values))[0],
    end: () => connection.end(),
  }
}

/** The URL of a database on the server that is not there yet, and dropped when the test has ended. */
export function nameDatabase(installed?: string): string {
  const name = `paxx_${randomBytes(6).toString('hex')}`
  onTestFinished(async () => {
    const admin = await openClient(server.href, installed)
    await admin.query(`drop database if exists ${name}`)
    await admin.end()
  })
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

/** The URL of an empty database on the server. */
export async function createDatabase(installed?: string): Promise<string> {
  const url = nameDatabase(installed)
  const admin = await openClient(server.href, installed)
  const [collation] = await admin.query(
    "select collation_name as name from information_schema.collations where collation_name in ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin')",
  )
  await admin.query(`create database ${new URL(url).pathname.slice(1)} collate ${collation!['name']}`)
  await admin.end()
  return url
}
