export async function update<%= Singular %>(db: Db<%= userParam %>, key: <%= Singular %>Params, changes: <%= Singular %>Update): Promise<<%= Singular %>Read> {
  <%~ slot('update.checks') %>
  return await db
    .updateTable('<%= plural %>')
    // The key too, as there must be something to set.
    .set({ ...changes, ...key })
    .where((row) => row.and(key))<%= owned %>
    .returning(columns)
    .executeTakeFirstOrThrow(() => notFound(key))
}

