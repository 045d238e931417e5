import { schedule } from '#features/schedule/schedule.ts'
import { sweep } from './jobs.ts'

export const hourly = schedule('idempotency-keys:hourly', '17 * * * *', sweep, {})
