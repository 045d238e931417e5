import type { Db } from '#core/database/database.ts'
import type { Id } from '#core/database/id.ts'
<%~ slot('auth.id.imports') %>
import { type Page, paginate } from '#core/database/pagination.ts'
import { prepared } from '#core/database/prepared.ts'
import { NotFoundError } from '#core/errors.ts'
import { revokeTokens } from '#features/tokens/services.ts'
import { type UserCreate, type UserQuery, UserRead, type UserUpdate } from './schemas.ts'

const columns = UserRead.keyof().options
const findUser = prepared((db, id: Id) => db.selectFrom('users').select(columns).where('id', '=', id))

export async function listUsers(db: Db, query: UserQuery): Promise<Page<UserRead>> {
  let rows = db.selectFrom('users').select(columns)
  if (query.role !== undefined) rows = rows.where('role', '=', query.role)
  return await paginate(rows, query)
}

export async function getUser(db: Db, id: Id): Promise<UserRead> {
  const found = await findUser(db, id)
  if (!found) throw new NotFoundError('User', id)
  return found
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRead | undefined> {
  return await db.selectFrom('users').select(columns).where('email', '=', email.toLowerCase()).executeTakeFirst()
}

/** Creates a user, who cannot sign in before he has a password. */
export async function createUser(db: Db, values: UserCreate): Promise<UserRead> {
  await db
    .insertInto('users')
    .values({
      <%~ slot('auth.id') %>
      ...values })
    .execute()
  return (await findUserByEmail(db, values.email))!
}

/** Changes a user. One who is shut out is so at once. */
export async function updateUser(db: Db, id: Id, { disabled, ...changes }: UserUpdate & Partial<UserCreate>): Promise<UserRead> {
  const updatedAt = new Date().toISOString()
  const disabledAt = disabled === undefined ? {} : { disabledAt: disabled ? updatedAt : null }
  await db
    .updateTable('users')
    .set({ ...changes, ...disabledAt, updatedAt })
    .where('id', '=', id)
    .execute()
  if (disabled) await revokeTokens(db, id)
  return await getUser(db, id)
}

export async function deleteUser(db: Db, id: Id): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('users').where('id', '=', id).executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw new NotFoundError('User', id)
}
