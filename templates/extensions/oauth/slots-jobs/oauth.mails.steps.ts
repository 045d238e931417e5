import { requirePassword } from '#features/auth/steps.ts'
