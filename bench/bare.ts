const columns = '"id", "created_at" as "createdAt", "updated_at" as "updatedAt", "total", "status", "gift", "notes"'

/** How each database is asked, by statements that are prepared once: `find` and `list` give rows, `create` and `change` one. */
const parts = {
  sqlite: `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync(process.env.DATABASE_URL.replace('sqlite:', ''))
db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000')
const toOrder = (row) => (row && (row.gift = row.gift === 1), row)
const prepare = (sql) => {
  const statement = db.prepare(sql)
  return (values) => statement.all(...values).map(toOrder)
}
const now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
const place = () => '?'
const encode = ({ gift, ...order }) => ({ ...order, gift: Number(gift) })
`,
  postgres: `import pg from 'pg'
pg.types.setTypeParser(20, Number)
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
let count = 0
const prepare = (text) => {
  const name = 's' + count++
  return async (values) => (await pool.query({ name, text, values })).rows
}
const now = 'now()'
const place = (n) => '$' + n
const encode = (order) => order
`,
}

/** The barest program that does what a project's feature does: \`node:http\`, a statement, \`JSON.stringify\`. */
export const bareProgram = (kind: keyof typeof parts): string => `import { createServer } from 'node:http'
${parts[kind]}
const columns = '${columns}'
const find = prepare('select ' + columns + ' from orders where id = ' + place(1))
const list = prepare('select ' + columns + ' from orders order by created_at desc, id desc limit 21')
const create = prepare(
  'insert into orders (total, status, gift, notes) values (' + [1, 2, 3, 4].map(place) + ') returning ' + columns,
)
const change = prepare(
  'update orders set total = ' + place(1) + ', status = ' + place(2) + ', updated_at = ' + now +
  ' where id = ' + place(3) + ' returning ' + columns,
)

const idOf = (req) => Number(req.url.slice('/orders/'.length))
async function read(req) {
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}
const answers = {
  async GET(req) {
    if (req.url !== '/orders') return (await find([idOf(req)]))[0]
    const rows = await list([])
    const last = rows[19]
    const nextCursor = rows.length > 20 ? Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url') : null
    return { items: rows.slice(0, 20), nextCursor }
  },
  async POST(req) {
    const { total, status, gift, notes } = encode(await read(req))
    return (await create([total, status, gift, notes]))[0]
  },
  async PATCH(req) {
    const { total, status } = await read(req)
    return (await change([total, status, idOf(req)]))[0]
  },
}
createServer(async (req, res) => {
  const answer = await answers[req.method](req)
  if (!answer) return res.writeHead(404, { 'Content-Length': 0 }).end()
  const body = JSON.stringify(answer)
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  res.writeHead(req.method === 'POST' ? 201 : 200, headers).end(body)
}).listen(Number(process.env.PORT), '127.0.0.1')
`
