const { insertId } = await db.insertInto('<%= plural %>').values(values).executeTakeFirstOrThrow()
return await get<%= Singular %>(db, Number(insertId))
