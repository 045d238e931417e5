
it('answers 409 to deleting what <%= field %> refers to', async () => {
  const draft = await draft<%= Singular %>(db<%= fromMe %><%= given %>)
  await create<%= Singular %>(db<%= fromMe %>, draft)

  expect((await <%= deleter %>.request(`<%= targetPath %>/${draft.<%= field %>}`, <%= targetDeletion %>)).status).toBe(409)
})
