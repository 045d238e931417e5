const id = newId()
await db.insertInto('<%= plural %>').values({ id, ...values }).execute()
return await get<%= Singular %>(db, id)
