const find<%= Singular %> = prepared((db, id: Id) => db.selectFrom('<%= plural %>').select(columns).where('id', '=', id))
