return await db.insertInto('<%= plural %>').values(<%= inserted %>).returning(columns).executeTakeFirstOrThrow()
