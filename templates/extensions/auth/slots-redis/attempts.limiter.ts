limiterIn(redis)
