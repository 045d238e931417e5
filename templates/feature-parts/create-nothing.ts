
it('creates nothing where one is refused', async () => {
  const <%= name %> = [await part(), { ...(await part()), <%= required %>: null as never }]
  const draft = { <%= noParts %>...(await draft<%= Singular %>(db<%= fromMe %>)), <%= name %> }
  const before = await read('<%= path %>')

  const creating = create<%= Singular %>WithParts(db<%= createdForMe %>, draft)
  await expect(creating).rejects.toMatchObject({ issues: [{ path: '<%= name %>.1.<%= required %>' }] })
  expect(await read('<%= path %>')).toEqual(before)
})
