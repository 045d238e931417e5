<%~ slot('batch.rows') %>
const created = await trx.insertInto('<%= plural %>').values(<%= batchRows %>).returning(columns).execute()
// In the order in which they were given: no database promises it.
return created.toSorted((one, other) => (one.id < other.id ? -1 : 1))
