return await db
  .updateTable('<%= plural %>')
  .set({ ...changes, <%= touched %> })
  .where('id', '=', id)<%= owned %>
  .returning(columns)
  .executeTakeFirstOrThrow(() => notFound(id))
