it('filters by <%= field %>', async () => {
  const draft = await draft<%= Singular %>(db<%= given %>)
  const created = await create<%= Singular %>(db, draft)
  await create<%= Singular %>(db, await draft<%= Singular %>(db))
  const { items } = await read(`<%= path %>?<%= field %>=${draft.<%= field %>}`)

  expect(items.map(pathOf)).toEqual([pathOf(created)])
})

