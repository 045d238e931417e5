
it.each([<%= names %>] as const)('cannot be referred to by a change: %s', async (field) => {
  const theirs = await draft<%= Singular %>(db, stranger.user<%= given %>)
  const path = pathOf(await create<%= Singular %>(db, me.user, await draft<%= Singular %>(db, me.user)))
  const res = await me.request(path, json('PATCH', { [field]: theirs[field] }<%= anyVersion %>))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([{ path: field }])
})
