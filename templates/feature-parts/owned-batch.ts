
it('are in no file', async () => {
  await create<%= Singular %>(db, me.user, await draft<%= Singular %>(db, me.user))
  const res = await stranger.request(`<%= path %>.csv?ownerId=${me.user.id}`)
  expect((await res.text()).trimEnd().split('\r\n')).toHaveLength(1)
})
