import { limiterIn } from '#core/limiter.ts'
