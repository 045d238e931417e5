import { enqueue } from '#features/jobs/services.ts'
