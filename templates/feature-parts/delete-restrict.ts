
it('answers 409 to deleting what <%= field %> refers to', async () => {
  const draft = await draft<%= Singular %>(db<%= given %>)
  await create<%= Singular %>(db, draft)

  expect((await app.request(`<%= targetPath %>/${draft.<%= field %>}`, { method: 'DELETE' })).status).toBe(409)
})
