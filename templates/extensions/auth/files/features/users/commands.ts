import { BadRequestError } from '#core/errors.ts'
import { type Role, roleNames } from '#core/permissions.ts'
import { createPasswordLink } from '#features/auth/services.ts'
import { createToken, revokeTokens } from '#features/tokens/services.ts'
import type { Resources } from '../../resources.ts'
import { UserCreate, type UserRead } from './schemas.ts'
import { createUser, findUserByEmail, updateUser } from './services.ts'

/** paxx run users:create ada@example.com admin: prints the link by which the password is set. */
export async function create({ db, settings }: Resources, email = '', role = 'user', name = email): Promise<string> {
  const { error, data } = UserCreate.safeParse({ email, name })
  if (error) throw new BadRequestError(`Usage: users:create <email> [role] [name]: ${error.issues[0]!.message}`)
  const user = await createUser(db, { ...data, role: roleOf(role) })
  return `${user.email} is ${user.role}, and sets a password within a day by\n${await createPasswordLink(db, settings, user)}`
}

/** paxx run users:grant ada@example.com admin */
export async function grant({ db }: Resources, email = '', role = ''): Promise<string> {
  await updateUser(db, (await find(db, email)).id, { role: roleOf(role) })
  return `${email} is ${role}`
}

/** paxx run users:disable ada@example.com: shut out, at once. */
export async function disable({ db }: Resources, email = ''): Promise<string> {
  await updateUser(db, (await find(db, email)).id, { disabled: true })
  return `${email} is shut out`
}

/** paxx run users:enable ada@example.com */
export async function enable({ db }: Resources, email = ''): Promise<string> {
  await updateUser(db, (await find(db, email)).id, { disabled: false })
  return `${email} may sign in`
}

/** paxx run users:password ada@example.com: prints a link by which a new password is set. */
export async function password({ db, settings }: Resources, email = ''): Promise<string> {
  return await createPasswordLink(db, settings, await find(db, email))
}

/** paxx run users:token ada@example.com "nightly import" 90: prints a key for a program, which works for so many days. */
export async function token({ db }: Resources, email = '', label = '', days = '365'): Promise<string> {
  const { id: userId } = await find(db, email)
  if (label === '' || label.length > 255 || !(Number(days) > 0 && Number(days) <= 3_650)) {
    throw new BadRequestError('Usage: users:token <email> <what it is for> [days, at most 3650]')
  }
  return (await createToken(db, { userId, kind: 'api', label, seconds: Number(days) * 86_400 })).token
}

/** paxx run users:revoke ada@example.com: ends all sessions and keys. */
export async function revoke({ db }: Resources, email = ''): Promise<string> {
  await revokeTokens(db, (await find(db, email)).id)
  return `${email} is signed out everywhere`
}

async function find(db: Resources['db'], email: string): Promise<UserRead> {
  const found = await findUserByEmail(db, email)
  if (!found) throw new BadRequestError(`There is no user ${email}`)
  return found
}

function roleOf(text: string): Role {
  const role = roleNames.find((name) => name === text)
  if (!role) throw new BadRequestError(`Roles: ${roleNames.join(', ')}`)
  return role
}
