
describe.each(places)('in %s', (place) => {
  const redis = openTestRedis(place)

  it('are counted, by all instances together where there is a Redis', async () => {
    const [one, other] = [setup(openAttempts(limiterIn(redis))), setup(openAttempts(limiterIn(redis)))]
    for (let n = 0; n < 5; n++) expect((await one('ada')).status).toBe(204)
    expect((await one('ada')).status).toBe(429)
    expect((await other('ada')).status).toBe(redis ? 429 : 204)
  })
})
