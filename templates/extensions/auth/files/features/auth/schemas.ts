import { z } from 'zod'
import { GivenPassword, Password } from '#core/passwords.ts'
import { User } from '#features/users/models.ts'
import { UserRead } from '#features/users/schemas.ts'

const { email, name } = User.shape
const token = z.string().max(100)
/** With it a browser keeps the session itself, where no script can read it. */
const cookie = z.boolean().default(false)

/** What clients send. */
export const SignUp = z.strictObject({ email, name }).register(z.globalRegistry, { id: 'SignUp' })
export const SignIn = z
  .strictObject({ email, password: GivenPassword, cookie })
  .register(z.globalRegistry, { id: 'SignIn' })
export const PasswordForgotten = z.strictObject({ email }).register(z.globalRegistry, { id: 'PasswordForgotten' })
export const PasswordSet = z
  .strictObject({ token, password: Password, cookie })
  .register(z.globalRegistry, { id: 'PasswordSet' })
export const PasswordChange = z
  .strictObject({ current: GivenPassword, password: Password })
  .register(z.globalRegistry, { id: 'PasswordChange' })
export const EmailChange = z
  .strictObject({ current: GivenPassword, email })
  .register(z.globalRegistry, { id: 'EmailChange' })
export const EmailConfirmation = z.strictObject({ token }).register(z.globalRegistry, { id: 'EmailConfirmation' })

/** What they are shown. */
export const Session = z
  .object({ token: token.optional(), expiresAt: z.iso.datetime(), user: UserRead })
  .register(z.globalRegistry, { id: 'Session' })

export type SignUp = z.output<typeof SignUp>
export type SignIn = z.output<typeof SignIn>
export type PasswordSet = z.output<typeof PasswordSet>
