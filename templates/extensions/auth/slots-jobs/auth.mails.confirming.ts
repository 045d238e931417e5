export async function confirmEmail(db: Db, { id }: User, token: string): Promise<void> {
