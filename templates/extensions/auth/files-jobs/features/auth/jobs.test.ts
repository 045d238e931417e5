import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { MailRefusedError } from '#core/mail.ts'
import { failed } from '#features/jobs/commands.ts'
import { defineJob } from '#features/jobs/job.ts'
import { enqueue, takeJobs } from '#features/jobs/services.ts'
import { startWorker } from '#features/jobs/worker.ts'
import { runJobs } from '#tests/jobs.ts'
import { json, setupApp } from '#tests/support.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'
import { signUp } from './jobs.ts'

const opened = openResources(parseSettings({ NODE_ENV: 'test' }))
const { mailer } = opened
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

it('mails before what may wait longer', async () => {
  const report = defineJob('report', z.object({}), async () => {})
  await enqueue(db, report, {})
  await app.request('/auth/forgotten-password', json('POST', { email: ada.email }))
  expect(await takeJobs(db, [report.name, 'auth:mail-password-link'], 1, 60)).toMatchObject([{ name: 'auth:mail-password-link' }])
})

it('tries an address once that takes no mail', async () => {
  const send = async () => {
    throw new MailRefusedError('no such mailbox')
  }
  await app.request('/auth/sign-up', json('POST', { email: 'nobody@example.com', name: 'Nobody' }))
  const resources = { ...opened, db, mailer: { send } }
  const worker = startWorker(resources, new Map([[signUp.name, signUp]]))
  onTestFinished(() => worker.stop())
  await expect.poll(() => failed(resources), { timeout: 5_000 }).toMatch(/auth:sign-up .+ attempt 1.*: no such mailbox$/)
})
