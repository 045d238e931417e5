
it('takes <%= partTitles %> of others for such as do not exist, and leaves them where they are', async () => {
  const [path, mine, theirs] = [await create(), await other(), await other()]
  const issuesOf = async (res: Response) => (await res.json()).issues
  const { user } = await signIn(app, db)
  await set(path, [mine, theirs])
  await db.updateTable('<%= name %>').set({ ownerId: user.id }).where('id', '=', theirs).execute()

  expect((await set(path, [])).status).toBe(204)
  expect(await issuesOf(await set(path, [theirs]))).toEqual(await issuesOf(await set(path, [unknownId])))
  await db.updateTable('<%= name %>').set({ ownerId: me.user.id }).where('id', '=', theirs).execute()
  expect(await idsOf(path)).toEqual([theirs])
})
