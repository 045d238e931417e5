import { mailPasswordLink } from '#features/auth/jobs.ts'
import { requirePassword } from '#features/auth/steps.ts'
import { enqueue } from '#features/jobs/services.ts'
