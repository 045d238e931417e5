
it('is for who owns the <%= title %>', async () => {
  const [path, known] = [await create(), await other()]
  const res = await stranger.request(`${path}<%= nestedPath %>`, json('PUT', { <%= ids %>: [known] }<%= anyVersion %>))

  expect(res.status).toBe(404)
  expect(await idsOf(path)).toEqual([])
})
