import { expect, it } from 'vitest'
import { noCounts, simulate } from './simulation.ts'
import { smallWorld } from './small-world.ts'
import { templateWorld } from './template-world.ts'

// bench/merge.ts runs ten thousand.
it('loses nothing in 300 lives of small projects', async () => {
  const counts = noCounts()
  const lost: string[] = []
  for (let seed = 1; seed <= 300; seed++) lost.push(...(await simulate(smallWorld, seed, counts)))

  expect(lost).toEqual([])
  expect(counts.merges).toBe(1500)
  for (const times of Object.values(counts.drawn)) expect(times).toBeGreaterThan(100)
  expect(counts.files).toBeGreaterThan(3000)
  expect(counts.restored / counts.undone).toBeGreaterThan(0.99)
})

it('loses nothing in lives of real projects', async () => {
  const counts = noCounts()
  const world = await templateWorld()
  const lost: string[] = []
  for (let seed = 1; seed <= 15; seed++) lost.push(...(await simulate(world, seed, counts)))

  expect(lost).toEqual([])
  expect(counts.merges).toBe(75)
  for (const times of Object.values(counts.drawn)) expect(times).toBeGreaterThan(2)
})
