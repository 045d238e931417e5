
it('goes with what <%= field %> refers to', async () => {
  const draft = await draft<%= Singular %>(db<%= given %>)
  const created = await create<%= Singular %>(db, draft)

  expect((await app.request(`<%= targetPath %>/${draft.<%= field %>}`, { method: 'DELETE' })).status).toBe(204)
  expect((await app.request(pathOf(created))).status).toBe(404)
})
