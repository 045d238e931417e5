const updated = await db
  .updateTable('<%= plural %>')
  .set({ ...changes, <%= touched %> })
  .where('id', '=', id)<%= owned %><%= asSeen %>
  .returning(columns)
  .executeTakeFirst()
if (!updated) throw <%= refusal %>
return updated
