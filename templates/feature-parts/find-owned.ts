const find<%= Singular %> = (db: Db<%= userParam %>, id: Id) => db.selectFrom('<%= plural %>').select(columns).where('id', '=', id)<%= owned %>.executeTakeFirst()
