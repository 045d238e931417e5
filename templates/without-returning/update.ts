await db
  .updateTable('<%= plural %>')
  .set({ ...changes, <%= touched %> })
  .where('id', '=', id)<%= owned %>
  .execute()
return await get<%= Singular %>(db<%= userArg %>, id)
