
it.each([<%= names %>] as const)('answers 409 to the %s of another, and says which', async (field) => {
  const taken = await draft<%= Singular %>(db<%= fromMe %><%= given %>)
  await create<%= Singular %>(db<%= fromMe %>, taken)
  const [row, other] = await drafts(2)

  expect(await create([row, { ...other, [field]: taken[field] }])).toMatchObject({ status: 409, issues: [{ path: `1.${field}` }] })
})
