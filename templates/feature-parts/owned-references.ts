
it.each([<%= names %>] as const)('cannot be referred to: %s', async (field) => {
  const theirs = await draft<%= Singular %>(db, stranger.user<%= given %>)
  const create = async (id: unknown) =>
    await me.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db, me.user)), [field]: id }))
  const [refused, absent] = [await create(theirs[field]), await create(unknownId)]

  expect(refused.status).toBe(409)
  expect(await answerOf(refused)).toEqual(await answerOf(absent))
})
