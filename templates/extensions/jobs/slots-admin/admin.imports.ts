import { jobsResource } from '#features/jobs/admin.ts'
