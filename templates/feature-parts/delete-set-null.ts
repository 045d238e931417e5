
it('outlives what <%= field %> refers to', async () => {
  const draft = await draft<%= Singular %>(db<%= fromMe %><%= given %>)
  const created = await create<%= Singular %>(db<%= fromMe %>, draft)

  expect((await <%= deleter %>.request(`<%= targetPath %>/${draft.<%= field %>}`, <%= targetDeletion %>)).status).toBe(204)
  expect(await read(pathOf(created))).toEqual({ ...draft, <%= emptied %>...answered })
})
