return await db.insertInto('<%= plural %>').values({ id: newId(), ...values }).returning(columns).executeTakeFirstOrThrow()
