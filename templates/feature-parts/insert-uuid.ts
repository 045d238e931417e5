return await db.insertInto('<%= plural %>').values({ id: newId(), ...values<%= setOwner %> }).returning(columns).executeTakeFirstOrThrow()
