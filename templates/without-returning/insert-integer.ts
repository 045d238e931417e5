const { insertId } = await db.insertInto('<%= plural %>').values(<%= inserted %>).executeTakeFirstOrThrow()
return await get<%= Singular %>(db<%= userArg %>, Number(insertId))
