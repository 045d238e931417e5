import { Queue, Worker } from 'bullmq'
import Redis from 'ioredis'
import { report } from './measure.mjs'

const { AT_ONCE, COUNT, REDIS_URL } = process.env
const connection = new Redis(REDIS_URL, { maxRetriesPerRequest: null })
const prefix = `paxx-bench-${process.pid}`
const names = Array.from({ length: 20 }, (_, kind) => `kinds-${kind}`)
const queue = new Queue(names[0], { connection, prefix })
await queue.addBulk(
  Array.from({ length: Number(COUNT) }, () => ({ name: 'run', data: {}, opts: { removeOnComplete: true } })),
)
let workers = []
await report(
  () =>
    (workers = names.map(
      (name) => new Worker(name, async () => {}, { connection, prefix, concurrency: Number(AT_ONCE) }),
    )),
  async () => (await queue.getJobCountByTypes('waiting', 'active')) === 0,
)
await Promise.all(workers.map((worker) => worker.close()))
const left = await connection.keys(`${prefix}:*`)
if (left.length > 0) await connection.del(left)
await queue.close()
connection.disconnect()
