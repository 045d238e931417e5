const { numUpdatedRows } = await db
  .updateTable('<%= plural %>')
  .set({ ...changes, <%= touched %> })
  .where('id', '=', id)<%= owned %><%= asSeen %>
  .executeTakeFirstOrThrow()
if (numUpdatedRows === 0n) throw <%= refusal %>
return await get<%= Singular %>(db<%= userArg %>, id)
