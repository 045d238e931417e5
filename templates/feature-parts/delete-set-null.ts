
it('outlives what <%= field %> refers to', async () => {
  const draft = await draft<%= Singular %>(db<%= given %>)
  const created = await create<%= Singular %>(db, draft)

  expect((await app.request(`<%= targetPath %>/${draft.<%= field %>}`, { method: 'DELETE' })).status).toBe(204)
  expect(await read(pathOf(created))).toEqual({ ...draft, <%= emptied %>...answered })
})
