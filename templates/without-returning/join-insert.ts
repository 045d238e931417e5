await db.insertInto('<%= plural %>').values(values).execute()
return await get<%= Singular %>(db, { <%= keyOfValues %> })
