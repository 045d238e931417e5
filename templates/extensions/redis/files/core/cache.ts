import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Redis } from './redis.ts'

/**
 * Keeps texts. Whoever finds none leaves a lease in its place, loads, and puts the text where the lease still is:
 * if the key was removed meanwhile, what was loaded may be old.
 */
type Store = {
  /** The text of a key, or a lease: this one, or that of another who is loading. */
  claim(key: string, lease: string): Promise<string>
  keep(key: string, lease: string, text: string, ms: number): Promise<void>
  remove(names: string[]): Promise<void>
}

export type Cache = ReturnType<typeof openCache>

/** A cache that all instances share, in Redis; without it, one in this process. */
export function openCache(redis: Redis | undefined) {
  const store = redis ? redisStore(redis) : memoryStore()
  const underWay = new Map<string, Promise<string>>()

  async function fetch(key: string, seconds: number, load: () => Promise<unknown>): Promise<string> {
    const lease = `lease:${randomUUID()}`
    const found = await store.claim(key, lease)
    if (!isLease(found)) return found
    try {
      const text = JSON.stringify((await load()) ?? null)
      await store.keep(key, lease, text, Math.max(1, Math.round(seconds * 1_000)))
      return text
    } catch (error) {
      await store.keep(key, lease, lease, 1)
      throw error
    }
  }

  return {
    /**
     * What was loaded under a key at most so many seconds ago, as JSON keeps it, and what `load` gives otherwise, which
     * all who ask meanwhile wait for. A key is in the group that its first part names: `orders:42` in `orders`.
     */
    async cached<Value extends {} | null>(key: string, seconds: number, load: () => Promise<Value>): Promise<Value> {
      let text = underWay.get(key)
      if (!text) {
        text = fetch(key, seconds, load).finally(() => underWay.get(key) === text && underWay.delete(key))
        underWay.set(key, text)
      }
      return JSON.parse(await text) as Value
    },

    /** Forgets keys, `orders:42`, and whole groups, `orders`. Call it when what changed them is committed. */
    async invalidate(...names: string[]): Promise<void> {
      for (const key of underWay.keys()) if (isOneOf(names, key)) underWay.delete(key)
      await store.remove(names)
    },
  }
}

const groupOf = (key: string): string => key.split(':', 1)[0]!
const isOneOf = (names: string[], key: string): boolean => names.includes(key) || names.includes(groupOf(key))
const isLease = (text: string): boolean => text.startsWith('lease:')

function memoryStore(): Store {
  const texts = new LRUCache<string, string>({ maxSize: 50_000_000, sizeCalculation: (text) => text.length })
  return {
    async claim(key, lease) {
      const found = texts.get(key)
      if (found === undefined) texts.set(key, lease)
      return found ?? lease
    },
    async keep(key, lease, text, ttl) {
      if (texts.get(key) === lease) texts.set(key, text, { ttl })
    },
    async remove(names) {
      for (const key of texts.keys()) if (isOneOf(names, key)) texts.delete(key)
    },
  }
}

/** How long (ms) one instance may load while others wait, and how long those do before they load for themselves. */
const leaseTime = 10_000
const patience = 2_000

// A group has a version, which is part of where its keys are: without it, whatever was there is never found again.
const claim = `
  local version = redis.call('set', KEYS[1], ARGV[2], 'nx', 'get', 'ex', 86400) or ARGV[2]
  return redis.call('set', KEYS[1] .. ':' .. version .. ':' .. ARGV[1], ARGV[2], 'nx', 'get', 'px', ARGV[3]) or ARGV[2]`
const keep = `
  local key = KEYS[1] .. ':' .. (redis.call('get', KEYS[1]) or '') .. ':' .. ARGV[1]
  if redis.call('get', key) == ARGV[2] then redis.call('set', key, ARGV[3], 'px', ARGV[4]) end`
const remove = `redis.call('del', KEYS[1] .. ':' .. (redis.call('get', KEYS[1]) or '') .. ':' .. ARGV[1])`

/** Where Redis does not answer, everything is loaded, and what should have been removed is when it is back. */
function redisStore(redis: Redis): Store {
  const missed = new Set<string>()
  const run = (script: string, key: string, ...values: (string | number)[]) =>
    redis.eval(script, 1, `cache:${groupOf(key)}`, key, ...values)

  const removeOne = async (name: string) => {
    await (name === groupOf(name) ? redis.del(`cache:${name}`) : run(remove, name)).catch(() =>
      missed.add(groupOf(name)),
    )
  }
  redis.on('ready', () => {
    const names = [...missed]
    missed.clear()
    for (const name of names) void removeOne(name)
  })

  return {
    async claim(key, lease) {
      try {
        for (const end = Date.now() + patience; ; await sleep(50)) {
          const found = (await run(claim, key, lease, leaseTime)) as string
          if (!isLease(found) || found === lease || Date.now() > end) return found
        }
      } catch {
        return lease
      }
    },
    async keep(key, lease, text, ms) {
      await run(keep, key, lease, text, ms).catch(() => {})
    },
    async remove(names) {
      await Promise.all(names.map(removeOne))
    },
  }
}
