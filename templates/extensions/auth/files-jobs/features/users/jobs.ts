import { z } from 'zod'
import { yourAddressChanged } from '#features/auth/mails.ts'
import { defineJob } from '#features/jobs/job.ts'

export const tellOldAddress = defineJob(
  'users:tell-old-address',
  z.object({ to: z.string(), name: z.string(), email: z.string() }),
  async ({ mailer }, { to, name, email }) => {
    await mailer.send({ to, ...(await yourAddressChanged({ name }, email)) })
  },
)
