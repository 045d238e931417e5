it('answers 409 to a second one of the same', async () => {
  const draft = await draft<%= Singular %>(db<%= fromMe %>)
  await create<%= Singular %>(db<%= fromMe %>, draft)
  const res = await <%= client %>.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db<%= fromMe %>)), <%= sameKey %> }))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([<%= keyPaths %>])
})
