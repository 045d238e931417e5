it('answers 409 to a second one of the same', async () => {
  const draft = await draft<%= Singular %>(db)
  await create<%= Singular %>(db, draft)
  const res = await app.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db)), <%= sameKey %> }))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([<%= keyPaths %>])
})
