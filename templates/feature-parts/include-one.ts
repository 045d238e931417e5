it.each([<%= references %>] as const)('includes %s as its own route answers it', async (name, key, path) => {
  const created = await create()
  const included = { ...created, [name]: await read(`${path}/${created[key]}`) }

  expect(await read(`${pathOf(created)}?include=${name}`)).toEqual(included)
  expect((await read(`<%= path %>?include=${name}&limit=1`)).items).toEqual([included])
  expect(await read(pathOf(created))).toEqual(created)
})

