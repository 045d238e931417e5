const id = newId()
await db.insertInto('<%= plural %>').values({ id, ...values<%= setOwner %> }).execute()
return await get<%= Singular %>(db<%= userArg %>, id)
