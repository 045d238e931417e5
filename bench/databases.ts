// Databases of their own, on the servers of POSTGRES_URL and MYSQL_URL.
import mysql from 'mysql2/promise'
import pg from 'pg'

export interface BenchDatabase {
  readonly url: string
  readonly drop: () => Promise<void>
}

const name = `paxx_bench_${process.pid}`
const at = (server: string): string => Object.assign(new URL(server), { pathname: `/${name}` }).href

export async function postgresDatabase(): Promise<BenchDatabase> {
  const server = process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await ask(`create database ${name}`)
  return { url: at(server), drop: () => ask(`drop database ${name} with (force)`) }
}

export async function mysqlDatabase(): Promise<BenchDatabase> {
  const server = process.env['MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306/mysql'
  const ask = async (sql: string) => {
    const connection = await mysql.createConnection({ uri: server })
    await connection.query(sql).finally(() => connection.end())
  }
  await ask(`create database ${name} collate utf8mb4_nopad_bin`)
  return { url: at(server), drop: () => ask(`drop database ${name}`) }
}
