
it.each([<%= names %>] as const)('cannot be referred to by one of a batch: %s', async (field) => {
  const theirs = await draft<%= Singular %>(db, stranger.user<%= given %>)
  const rows = [await draft<%= Singular %>(db, me.user), { ...(await draft<%= Singular %>(db, me.user)), [field]: theirs[field] }]
  const res = await me.request('<%= path %>/batch', json('POST', rows))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([{ path: `1.${field}` }])
})
