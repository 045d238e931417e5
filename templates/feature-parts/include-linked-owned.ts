it('shows nobody <%= partTitles %> of others, and filters by none', async () => {
  const { id } = await create()
  const other = await create<%= Part %>(<%= partFor %>, await draft<%= Part %>(<%= partFor %>))
  await me.request(<%= linkRequest %>)
  const { user } = await signIn(app, db)
  await db.updateTable('<%= name %>').set({ ownerId: user.id }).where('id', '=', other.id).execute()

  expect((await read(`<%= path %>/${id}?include=<%= name %>`)).<%= name %>).toEqual([])
  expect((await read(`<%= path %>?<%= key %>=${other.id}`)).items).toEqual([])
})

