<%~ slot('batch.rows') %>
const { insertId } = await trx.insertInto('<%= plural %>').values(<%= batchRows %>).executeTakeFirstOrThrow()
// One statement's ids follow each other.
return await trx.selectFrom('<%= plural %>').select(columns).where('id', '>=', Number(insertId))<%= owned %>.orderBy('id').limit(chunk.length).execute()
