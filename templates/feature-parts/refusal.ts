/** Why nothing was written: the row is gone, or no longer what a client has seen. */
const refusal = async (db: Db<%= userParam %>, id: Id) => (await find<%= Singular %>(db<%= userArg %>, id)) ? new PreconditionFailedError('<%= Singular %>', id) : notFound(id)
