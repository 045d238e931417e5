import { openTestRedis, places } from '#tests/redis.ts'
import { limiterIn } from './limiter.ts'
