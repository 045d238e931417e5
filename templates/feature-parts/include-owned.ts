
it('are not included: <%= name %>', async () => {
  const mine = await create<%= Singular %>(db, me.user, await draft<%= Singular %>(db, me.user<%= given %>))
  await db.updateTable('<%= target %>').set({ ownerId: stranger.user.id }).where('id', '=', mine.<%= key %>).execute()

  expect(await read(`${pathOf(mine)}?include=<%= name %>`)).toEqual({ ...mine, <%= name %>: null })
})
