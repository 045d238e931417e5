return await db.insertInto('<%= plural %>').values(values).returning(columns).executeTakeFirstOrThrow()
