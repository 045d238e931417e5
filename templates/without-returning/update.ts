await db
  .updateTable('<%= plural %>')
  .set({ ...changes, <%= touched %> })
  .where('id', '=', id)
  .execute()
return await get<%= Singular %>(db, id)
