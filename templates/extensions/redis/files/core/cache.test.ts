import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { openTestRedis, places } from '#tests/redis.ts'
import { openCache } from './cache.ts'

const counter = (ms = 0) => {
  let count = 0
  return vi.fn<() => Promise<{ count: number }>>(async () => {
    await sleep(ms)
    return { count: (count += 1) }
  })
}

describe.each(places)('a cache in %s', (place) => {
  const redis = openTestRedis(place)
  const { cached, invalidate } = openCache(redis)

  it('loads once for all who ask, and again when its time is over', async () => {
    const load = counter(20)
    const asked = Array.from({ length: 20 }, () => cached('times:1', 0.1, load))

    expect(new Set((await Promise.all(asked)).map(({ count }) => count))).toEqual(new Set([1]))
    expect(await cached('times:1', 0.1, load)).toEqual({ count: 1 })
    await sleep(150)
    expect(await cached('times:1', 0.1, load)).toEqual({ count: 2 })
  })

  it('gives each its own copy, of what JSON keeps', async () => {
    const load = async () => ({ on: new Date(0), list: [1], none: null })
    const first = await cached('copies:1', 60, load)
    first.list.push(2)

    expect(first.on).toBe('1970-01-01T00:00:00.000Z')
    expect(await cached('copies:1', 60, load)).toEqual({ on: '1970-01-01T00:00:00.000Z', list: [1], none: null })
  })

  it('takes times as they come, and nothing for null', async () => {
    const load = counter()
    for (const seconds of [0, 0.0015, 60.00005]) expect(await cached(`time:${seconds}`, seconds, load)).toBeDefined()
    await sleep(50)
    expect(await cached('time:0', 0, load)).toEqual({ count: 4 })
    expect(await cached('time:60.00005', 60, load)).toEqual({ count: 3 })
    expect(await cached('time:none', 60, async () => undefined as unknown as null)).toBeNull()
  })

  it('forgets a key, or a group', async () => {
    const [one, two, other] = [counter(), counter(), counter()]
    const counts = async () => {
      const all = [cached('a:1', 60, one), cached('a:2', 60, two), cached('ab:1', 60, other)]
      return (await Promise.all(all)).map(({ count }) => count)
    }

    expect(await counts()).toEqual([1, 1, 1])
    await invalidate('a:1')
    expect(await counts()).toEqual([2, 1, 1])
    await invalidate('a')
    expect(await counts()).toEqual([3, 2, 1])
  })

  it.each(['late:1', 'late'])('keeps nothing that was loaded before it was told to forget %s', async (name) => {
    const load = counter(30)
    const before = cached('late:1', 60, load)
    await sleep(10)
    await invalidate(name)

    expect(await cached('late:1', 60, load)).toEqual({ count: 2 })
    expect(await before).toEqual({ count: 1 })
    expect(await cached('late:1', 60, load)).toEqual({ count: 2 })
    await invalidate('late')
  })

  it('keeps no failure, and lets nobody wait for one', async () => {
    const fail = () => cached('broken:1', 60, () => Promise.reject(new Error('no')))
    await expect(Promise.all([fail(), fail()])).rejects.toThrow('no')
    expect(await cached('broken:1', 60, async () => 'mended')).toBe('mended')
  })

  it.runIf(redis)('is one for all instances', async () => {
    const load = counter(100)
    const other = openCache(redis)
    const counts = await Promise.all([cached('shared:1', 60, load), other.cached('shared:1', 60, load)])
    expect(counts).toEqual([{ count: 1 }, { count: 1 }])

    await other.invalidate('shared')
    expect(await cached('shared:1', 60, load)).toEqual({ count: 2 })
  })
})
