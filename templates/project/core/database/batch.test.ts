import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { setupApp } from '#tests/support.ts'
import { batchOf, inChunks } from './batch.ts'

const { db } = setupApp()
const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => ({ n }))

describe('batchOf', () => {
  const looked = vi.fn<() => boolean>(() => true)
  const Batch = batchOf(z.object({ n: z.int() }).refine(looked))

  it.each([
    [0, false],
    [1, true],
    [1_000, true],
    [1_001, false],
  ])('of %i rows is valid: %s', (count, valid) => {
    expect(Batch.safeParse(rowsOf(count)).success).toBe(valid)
  })

  it('looks at none of too many, and names the one that is wrong', () => {
    looked.mockClear()
    expect(Batch.safeParse(rowsOf(1_001)).error?.issues).toMatchObject([{ message: 'expected at most 1000 rows' }])
    expect(looked).not.toHaveBeenCalled()
    expect(Batch.safeParse([{ n: 1 }, { n: 'x' }]).error?.issues).toMatchObject([{ path: [1, 'n'] }])
  })
})

describe('inChunks', () => {
  it.each([
    [1_000, 1, [512, 256, 128, 64, 32, 8]],
    [3, 1, [2, 1]],
    [700, 98, [256, 256, 128, 32, 16, 8, 4]],
  ])('runs for %i rows of %i columns in one transaction, few statements for all numbers', async (count, columns, sizes) => {
    const row = Object.fromEntries(Array.from({ length: columns }, (_, n) => [`c${n}`, n]))
    const rows = Array.from({ length: count }, () => row)
    const chunks: number[] = []
    const results = await inChunks(db, rows, async (trx, chunk) => {
      expect(trx.isTransaction).toBe(true)
      chunks.push(chunk.length)
      return chunk
    })

    expect(chunks).toEqual(sizes)
    expect(results).toHaveLength(count)
  })
})
