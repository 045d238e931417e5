import { z } from 'zod'
import { defineJob } from '#features/jobs/job.ts'
import { sweepKeys } from './services.ts'

export const sweep = defineJob('idempotency-keys:sweep', z.object({}), async ({ db }) => await sweepKeys(db))
