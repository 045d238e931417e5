<%~ slot('batch.rows') %>
await trx.insertInto('<%= plural %>').values(rows).execute()
return await trx.selectFrom('<%= plural %>').select(columns).where('id', 'in', rows.map(({ id }) => id))<%= owned %>.orderBy('id').execute()
