it('filters by <%= field %>', async () => {
  const draft = await draft<%= Singular %>(db<%= fromMe %><%= given %>)
  const created = await create<%= Singular %>(db<%= fromMe %>, draft)
  await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))
  const { items } = await read(`<%= path %>?<%= field %>=${draft.<%= field %>}`)

  expect(items.map(pathOf)).toEqual([pathOf(created)])
})

