import { z } from 'zod'
import { Id } from '#core/database/id.ts'
import { defineJob } from '#features/jobs/job.ts'
import { EmailChange, PasswordForgotten, SignUp } from './schemas.ts'
import * as services from './services.ts'

// A link is made when its job runs, so that no job holds a secret. One that an earlier attempt made stays good: it may have been mailed.

export const signUp = defineJob('auth:sign-up', SignUp, async ({ db, settings, mailer }, values) => {
  await services.signUp(db, settings, mailer, values)
})

export const mailPasswordLink = defineJob('auth:mail-password-link', PasswordForgotten, async ({ db, settings, mailer }, { email }) => {
  await services.remindPassword(db, settings, mailer, email)
})

export const askForEmail = defineJob(
  'auth:ask-for-email',
  z.object({ userId: Id, email: EmailChange.shape.email }),
  async ({ db, settings, mailer }, { userId, email }) => {
    await services.askForEmail(db, settings, mailer, userId, email)
  },
)
