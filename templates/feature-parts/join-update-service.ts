export async function update<%= Singular %>(db: Db, key: <%= Singular %>Params, changes: <%= Singular %>Update): Promise<<%= Singular %>Read> {
  return await db
    .updateTable('<%= plural %>')
    // The key too, as there must be something to set.
    .set({ ...changes, ...key })
    .where((row) => row.and(key))
    .returning(columns)
    .executeTakeFirstOrThrow(() => notFound(key))
}

