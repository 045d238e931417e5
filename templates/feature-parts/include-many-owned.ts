it('shows nobody <%= partTitles %> of others', async () => {
  const created = await create()
  await create<%= Part %>(db, me.user, await draft<%= Part %>(db, me.user, { <%= key %>: created.id }))
  const { user } = await signIn(app, db)
  await db.updateTable('<%= name %>').set({ ownerId: user.id }).where('<%= key %>', '=', created.id).execute()

  expect(await read(`${pathOf(created)}?include=<%= name %>`)).toEqual({ ...created, <%= name %>: [] })
  expect(await read(`${pathOf(created)}<%= nestedPath %>`)).toEqual({ items: [], nextCursor: null })
})

