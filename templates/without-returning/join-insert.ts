await db.insertInto('<%= plural %>').values(<%= inserted %>).execute()
return await get<%= Singular %>(db<%= userArg %>, { <%= keyOfValues %> })
