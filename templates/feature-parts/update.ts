return await db
  .updateTable('<%= plural %>')
  .set({ ...changes, <%= touched %> })
  .where('id', '=', id)
  .returning(columns)
  .executeTakeFirstOrThrow(() => notFound(id))
