export async function update<%= Singular %>(db: Db, key: <%= Singular %>Params, changes: <%= Singular %>Update): Promise<<%= Singular %>Read> {
  await db
    .updateTable('<%= plural %>')
    // The key too, as there must be something to set.
    .set({ ...changes, ...key })
    .where((row) => row.and(key))
    .execute()
  return await get<%= Singular %>(db, key)
}

