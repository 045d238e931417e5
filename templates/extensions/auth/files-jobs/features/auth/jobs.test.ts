import { expect, it } from 'vitest'
import { runJobs } from '#tests/jobs.ts'
import { json, setupApp } from '#tests/support.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'

const { mailer } = openResources(parseSettings({ NODE_ENV: 'test' }))
const { app, db } = setupApp({ mailer })
const ada = { email: 'ada@example.com', name: 'Ada' }

it('mails by a job, which holds no link, and is the same for an address that is known', async () => {
  for (let time = 1; time <= 2; time += 1) {
    await app.request('/auth/sign-up', json('POST', ada))
    expect(await db.selectFrom('jobs').select(['name', 'data']).execute()).toEqual([{ name: 'auth:sign-up', data: ada }])
    expect(mailer.outbox!.mails).toHaveLength(time - 1)
    await runJobs(db, { mailer })
    expect(mailer.outbox!.mails).toHaveLength(time)
  }
})
