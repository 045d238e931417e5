import { z } from 'zod'
import { letter } from '#core/letter.ts'
import { defineJob } from '#features/jobs/job.ts'

/** Whoever else got hold of the account at the provider, its owner here hears of it. */
export const tellOwner = defineJob(
  'identities:tell-owner',
  z.object({ email: z.string(), name: z.string(), provider: z.string() }),
  async ({ mailer }, { email, name, provider }) => {
    const mail = await letter(
      'You can sign in another way',
      `Hello ${name},`,
      `your account of ${provider} signs you in from now on. If you do not know of that, tell us at once.`,
    )
    await mailer.send({ to: email, ...mail })
  },
)
