
it.each([<%= names %>] as const)('may have the same %s, each by a batch', async (field) => {
  const taken = await draft<%= Singular %>(db, me.user<%= given %>)
  await create<%= Singular %>(db, me.user, taken)
  const draft = { ...(await draft<%= Singular %>(db, stranger.user)), [field]: taken[field] }

  expect((await stranger.request('<%= path %>/batch', json('POST', [draft]))).status).toBe(201)
})
