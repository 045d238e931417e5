it('knows nothing of what is of somebody else', async () => {
  const { id } = await create()
  expect((await stranger.request('/<%= kebab %>')).status).toBe(200)
  expect(await (await stranger.request('/<%= kebab %>')).text()).not.toContain(`"/<%= kebab %>/${id}"`)
  for (const path of ['', '/edit', '/delete']) {
    expect((await stranger.request(`/<%= kebab %>/${id}${path}`)).status).toBe(404)
  }
  for (const path of ['/edit', '/delete']) {
    expect((await stranger.request(`/<%= kebab %>/${id}${path}`, filled([], {}))).status).toBe(404)
  }
})
