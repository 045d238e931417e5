import { expect, it } from 'vitest'
import { enqueue } from '#features/jobs/services.ts'
import { runJobs } from '#tests/jobs.ts'
import { setupApp } from '#tests/support.ts'
import { <%= name %> } from './jobs.ts'

const { db } = setupApp()

it('does <%= id %>, and bears to do it twice', async () => {
  for (let time = 1; time <= 2; time += 1) {
    await enqueue(db, <%= name %>, <%= sample %>)
    expect(await runJobs(db)).toBe(1)
  }
})
