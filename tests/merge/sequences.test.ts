import { expect, it } from 'vitest'
import { noCounts, simulate } from './simulation.ts'

// bench/merge.ts runs ten thousand.
it('loses nothing in 300 lives of projects', async () => {
  const counts = noCounts()
  const lost: string[] = []
  for (let seed = 1; seed <= 300; seed++) lost.push(...(await simulate(seed, counts)))

  expect(lost).toEqual([])
  expect(counts.merges).toBe(1500)
  expect(counts.files).toBeGreaterThan(3000)
  expect(counts.restored / counts.undone).toBeGreaterThan(0.99)
})
